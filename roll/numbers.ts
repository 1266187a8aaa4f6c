import type { Millis } from '../world/clock.ts';
import type { Amount, Goal } from './goal.ts';

/** The floor: how many must serve. `min_healthy` of those asked for, rounded up (ROLL.md 1). */
export function floorOf(asked: number, minHealthy: Amount): number {
  return Math.min(asked, amountOf(asked, minHealthy));
}

/** How many may exist beyond those asked for: as the policy says, made smaller until it fits under the maximum. */
export function surgeOf(asked: number, surge: Amount, max: number): number {
  return Math.max(0, Math.min(amountOf(asked, surge), max - asked));
}

/** Of those asked for, a share rounded up, or a count. */
export function amountOf(asked: number, amount: Amount): number {
  return 'count' in amount ? amount.count : Math.ceil((asked * amount.percent) / 100);
}

/** How long one that was healthy may be unhealthy, as looks a tick apart see it, before it is bad: milliseconds (ROLL.md 4). */
export function settleOf({ check, policy }: Pick<Goal, 'check' | 'policy'>): Millis {
  return check.interval * (check.failures + 1) + policy.tick;
}

/** The grace period that a roll needs, in seconds: the group is not to end a slow starter before it is judged (ROLL.md 3). */
export function graceOf({ deadline }: Goal['policy']): number {
  return Math.ceil(deadline.healthy / 1000);
}

/** Shares `count` launches out so that the zones come out as even as they can; zones with none are left out. */
export function spread<Place extends { readonly zone: string }>(
  count: number,
  places: readonly Place[],
  zonesTaken: readonly string[],
): { place: Place; count: number }[] {
  const shares = places.map((place) => ({
    place,
    taken: zonesTaken.filter((zone) => zone === place.zone).length,
    count: 0,
  }));
  for (let left = count; left > 0; left -= 1) {
    const [emptiest] = shares.toSorted((a, b) => a.taken + a.count - (b.taken + b.count));
    if (emptiest) emptiest.count += 1;
  }
  return shares.filter((share) => share.count > 0).map(({ place, count }) => ({ place, count }));
}
