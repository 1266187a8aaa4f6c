import type { Member } from './fleet.ts';
import type { View } from './view.ts';
import { isOutage } from './witnesses.ts';

/** Those of the wanted version that fail now, and are not to blame for it (ROLL.md 4). */
export function excusedNow({ back, fresh, memory, now }: View): Member[] {
  return back ? [] : fresh.filter(({ id }) => memory.sightings.get(id)?.excused === now);
}

/** How many of the wanted version went while they were not to blame, and are not launched again until what failed with them serves. */
export function excusedAway({ back, memory, fleet, wanted, fresh }: View): number {
  if (back || !isOutage(memory, fleet)) return 0;
  const there = new Set(fresh.map(({ id }) => id));
  return [...memory.sightings].filter(
    ([id, { version, excused }]) =>
      version === wanted && excused !== undefined && !there.has(id) && !memory.ending.has(id),
  ).length;
}

/** In words, of one that fails and is not to blame. */
export function sharedFailure(view: View): string | undefined {
  const [first, ...more] = excusedNow(view);
  if (first === undefined) return undefined;
  const who = more.length === 0 ? `${first.id} is` : `${first.id} and ${more.length} more are`;
  return `${who} not healthy, and neither are those that served before it: not this image`;
}
