import type { Instant, Millis } from '../world/clock.ts';
import type { Memory } from './memory.ts';

/** At most so many are taken out in one tick, however many looks there are in it (ROLL.md 8). */
export const MOST = 20;

/** How many more may be taken out in this tick. */
export function turnOf({ ending, waits }: Memory, now: Instant, tick: Millis): number {
  const taken = [...ending.values(), ...waits.sent.values()].filter((at) => now - at < tick);
  return Math.max(0, MOST - taken.length);
}
