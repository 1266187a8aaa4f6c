import type { Instant } from '../world/clock.ts';
import type { Baseline } from './facts.ts';
import type { Fleet, Member } from './fleet.ts';
import type { Goal } from './goal.ts';
import type { Memory } from './memory.ts';
import { othersChanges } from './asked.ts';
import { type Room, roomFor } from './room.ts';
import { isUnexplained } from './tally.ts';
import { turnOf } from './turn.ts';
import { isJustSent, type Standby, standbyOf } from './standby.ts';

/** The fleet as the rules look at it: who is wanted, who is not, and the numbers of the promise. */
export interface View extends Room {
  readonly goal: Goal;
  readonly fleet: Fleet;
  readonly memory: Memory;
  readonly now: Instant;
  readonly baseline: Baseline;
  /** The template version that carries the goal's image. */
  readonly goalVersion: number;
  /** Whether it goes back: then the baseline's version is the wanted one. */
  readonly back: boolean;
  /** Whether nothing served before that it could go back to. */
  readonly isFirstBack: boolean;
  /** The version that is to serve in the end. */
  readonly wanted: number;
  readonly asked: number;
  /** Whether instances are launched by raising the minimum. */
  readonly lifts: boolean;
  /** Desired, as it will be once the ends that we asked for are seen. */
  readonly desired: number;
  /** How many more may be taken out in this tick. */
  readonly turn: number;
  /** By how many desired is higher than asked for; none while it is not known whether somebody wants them. */
  readonly spare: number;
  /** Whether nothing at all is healthy: then the balancer sends its requests to all of them. */
  readonly dark: boolean;
  /** How many stand that work back to desired: more, where all are protected from scale-in. */
  readonly standing: number;
  /** Of the wanted version, and not on their way out. */
  readonly fresh: readonly Member[];
  /** Of any other version, and not on their way out. */
  readonly old: readonly Member[];
  readonly leaving: readonly Member[];
  /** Those of ours in Standby: they serve nothing, and count in desired no more. */
  readonly standby: Standby;
  /** Fresh ones that are proven, and healthy now. */
  readonly proven: readonly Member[];
  /** Those that carry the traffic: old ones that are healthy, and proven ones. */
  readonly serving: readonly Member[];
}

/** The view, once the roll has its baseline and its version. */
export function viewOf(goal: Goal, fleet: Fleet, memory: Memory, now: Instant): View | undefined {
  const { baseline, version } = memory;
  if (baseline === undefined || version === undefined) return undefined;
  const back = memory.goingBack !== undefined;
  const wanted = back ? baseline.template.version : version;
  const isFirstBack = back && baseline.asked > baseline.desired;
  const asked = isFirstBack ? baseline.desired : (memory.asked ?? baseline.asked);
  const justEnded = fleet.members.filter((member) => isHere(member) && isEnding(memory, member, now, goal));
  const justSent = fleet.members.filter((member) => isJustSent(memory, member, now, goal));
  const staying = fleet.members.filter(
    (member) => isHere(member) && !justEnded.includes(member) && !justSent.includes(member),
  );
  const fresh = staying.filter((member) => member.version === wanted);
  const old = staying.filter((member) => member.version !== wanted);
  const proven = fresh.filter((member) => member.healthy && memory.proven.has(member.id));
  const falls = justEnded.filter(({ id }) => memory.decremented.has(id)).length;
  const desired = fleet.group.desired - justSent.length - falls;
  return {
    ...{ goal, fleet, memory, now, baseline, goalVersion: version, back, isFirstBack, wanted },
    ...{ asked, fresh, old, proven },
    ...roomFor({ goal, fleet, memory, baseline, asked, back, now }),
    lifts: goal.launchBy === 'min-size' || memory.keepsDesired,
    desired,
    turn: turnOf(memory, now, goal.policy.tick),
    spare: spareOf(fleet, memory, desired - asked),
    dark: staying.length > 0 && staying.every(({ healthy }) => !healthy),
    standing: staying.length,
    standby: standbyOf({ goal, fleet, memory, back, wanted, now }),
    leaving: [...fleet.members.filter((member) => isLeaving(member, memory)), ...justEnded, ...justSent],
    serving: [...old.filter(({ healthy }) => healthy), ...proven],
  };
}

function spareOf(fleet: Fleet, memory: Memory, beyond: number): number {
  return isUnexplained(memory) || othersChanges(memory, fleet).size > 0 ? 0 : Math.max(0, beyond);
}

/** On its way out, or into Standby by us. */
function isLeaving({ id, life, entering }: Member, { standby }: Memory): boolean {
  return life === 'leaving' || (entering === true && standby.has(id));
}

function isHere({ life }: Member): boolean {
  return life !== 'leaving' && life !== 'standby';
}

/** An end that was asked for and cannot be seen yet: not asked for again within two looks (ROLL.md 5). */
function isEnding(memory: Memory, { id }: Member, now: Instant, { policy }: Goal): boolean {
  const asked = memory.ending.get(id);
  return asked !== undefined && now - asked < 3 * policy.tick;
}
