import type { Instant, Millis } from '../world/clock.ts';
import type { Fleet } from './fleet.ts';
import type { Memory } from './memory.ts';

/** So many ticks a difference has to stand before it counts (ROLL.md 1). */
const TICKS = 3;

/**
 * Desired, but for what this roll did to it: as it was when this process had settled, and since when it is another one. What
 * happened before is told by the activities alone.
 */
export interface Tally {
  readonly since: Instant;
  readonly others: number;
  readonly settled: boolean;
  readonly difference: { readonly by: number; readonly since: Instant } | undefined;
}

/** The tally, one look later. */
export function tally(memory: Memory, fleet: Fleet, tick: Millis): Tally {
  const { at } = fleet;
  const others = fleet.group.desired - byUs(memory, fleet);
  const settled = memory.resume === 'done' && memory.launches.length === 0 && memory.asked === undefined;
  const before = memory.tally ?? { since: at, others, difference: undefined, settled };
  // Looks lag behind, and answers are outstanding: what stands at first is nobody's doing.
  if (!before.settled) {
    const since = Math.max(before.since, ...memory.launches.map(({ answer }) => answer?.at ?? at));
    return { since, others, difference: undefined, settled: at - since >= TICKS * tick };
  }
  const by = others - before.others;
  if (by === 0) return { ...before, difference: undefined };
  const since = by === before.difference?.by ? before.difference.since : at;
  return { ...before, difference: { by, since } };
}

/** By how many desired is higher than anything explains, for so long that it counts; only upwards (ROLL.md 1). */
export function unexplained({ tally }: Memory, now: Instant, tick: Millis): number {
  const difference = tally?.difference;
  if (difference === undefined || now - difference.since < TICKS * tick) return 0;
  return Math.max(0, difference.by);
}

/** By how many desired is higher than anything explains, counted already or not. */
export function isUnexplained({ tally }: Memory): boolean {
  return (tally?.difference?.by ?? 0) > 0;
}

/** How this roll changed desired, as far as the look can show it. */
function byUs(memory: Memory, { members }: Fleet): number {
  const { launches, standby, stoodBy, calledBack, keepsDesired, waits } = memory;
  const lifeOf = new Map(members.map(({ id, life }) => [id, life]));
  const launched = launches
    .filter(({ by }) => by === 'minimum' || (by === undefined && !keepsDesired))
    .map(({ answer, count }) => answer?.instances.length ?? count);
  const ended = surelyEnded(memory).filter((id) => (lifeOf.get(id) ?? 'leaving') === 'leaving');
  const inStandby = [...standby].filter((id) => (lifeOf.get(id) ?? 'standby') === 'standby');
  // Those that an earlier roll sent into Standby did not count when this one began.
  const outOfIt = [...calledBack].filter((id) => !stoodBy.has(id));
  return sum(launched) + outOfIt.length + waits.replacements - ended.length - inStandby.length;
}

/** With decrement, and AWS said so to this process: of another one the group may have made the end itself. */
function surelyEnded({ decremented, unsure, ending, looksSince = 0 }: Memory): string[] {
  return [...decremented].filter((id) => !unsure.has(id) && (ending.get(id) ?? 0) >= looksSince);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
