import { floorOf, surgeOf } from '../numbers.ts';
import type { Look } from './look.ts';

type Sized = Pick<Look, 'group' | 'wanted'>;

/** How many are to serve: what a roll that stands asked for, else desired; where nothing ever served, and nothing is desired, the first size. */
export function askedOf({ group, wanted: { asked, served = true, policy } }: Sized): number {
  if (asked !== undefined) return asked;
  return served || group.desired > 0 ? group.desired : (policy.firstSize ?? Math.max(group.min, 1));
}

/** How many may exist beyond those, and how many must serve at the least. */
export function roomOf(look: Sized): { readonly surge: number; readonly floor: number } {
  const { policy } = look.wanted;
  const asked = askedOf(look);
  const max = policy.max === 'raise' ? Number.POSITIVE_INFINITY : look.group.max;
  return { surge: surgeOf(asked, policy.surge, max), floor: floorOf(asked, policy.minHealthy) };
}
