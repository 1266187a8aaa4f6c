import type { Millis } from '../world/clock.ts';
import { silentAlarm } from './alarms.ts';
import type { Fleet, Member } from './fleet.ts';
import type { Goal } from './goal.ts';
import type { Memory } from './memory.ts';
import { soakLeft, stageNow } from './stages.ts';

/** What this process saw of soaks, one look later. */
export function seeSoaks(
  memory: Memory,
  fleet: Fleet,
  goal: Goal,
): Pick<Memory, 'looked' | 'soakSince' | 'soaked'> {
  const { at, members } = fleet;
  const serves = members.some(({ id, healthy }) => healthy && memory.proven.has(id));
  const past = at - (memory.looked ?? at);
  const stood = silentAlarm(goal, fleet) === undefined ? 0 : past;
  const soakSince =
    memory.passed.size === 0 || !serves
      ? undefined
      : memory.soakSince === undefined
        ? at
        : memory.soakSince + stood;
  const soaks = stood === 0 && isSoaking({ ...memory, soakSince }, fleet, goal);
  const soaked = memory.soaked + (soaks ? past : 0);
  return { looked: at, soakSince, soaked };
}

/** How long a new instance has to stay healthy before it is proven: milliseconds. Not for rollbacks (ROLL.md 4 and 9). */
export function soakOf({ kind, policy, check }: Goal): Millis {
  return kind === 'rollback' ? 0 : Math.max(policy.soak, check.slowStart ?? 0);
}

/** Whether nothing but a soak is waited for: of the step that was passed, or of every new instance that is not proven yet. */
function isSoaking(memory: Memory, { at, members }: Fleet, goal: Goal): boolean {
  if (memory.goingBack !== undefined) return false;
  const asked = memory.asked ?? memory.baseline?.asked ?? 0;
  const stage = stageNow(goal, memory, asked, at);
  if (stage !== undefined && memory.passed.has(stage.step)) return soakLeft(stage.soak, memory, at) > 0;
  const coming = members.filter((member) => isUnproven(member, memory));
  return coming.length > 0 && coming.every(({ id }) => hasSamples(id, memory, goal));
}

function isUnproven({ id, version, life }: Member, { version: wanted, proven, bad }: Memory): boolean {
  return version === wanted && life !== 'leaving' && !proven.has(id) && !bad.has(id);
}

function hasSamples(id: string, { sightings }: Memory, { policy }: Goal): boolean {
  return (sightings.get(id)?.samples ?? 0) >= policy.samples;
}
