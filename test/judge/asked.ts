import type { Amount, JudgedPolicy } from './case.ts';
import type { Asker, GroupCourse } from './course.ts';
import type { Sizes } from './place.ts';

/** How many instances are to serve; from one number to another, where ROLL.md lets the driver take it either way. */
export interface Asked {
  readonly low: number;
  readonly high: number;
}

/**
 * What is asked for after somebody else moved the desired capacity (ROLL.md 1): a scale-out raises it, a scale-in uses up the
 * surge first, and a person who takes instances out may mean fewer.
 */
export function askedAfter(
  { asked, baseline, wrote }: GroupCourse,
  next: Sizes,
  { was, by, policy }: { readonly was: Sizes; readonly by: Asker | undefined; readonly policy: JudgedPolicy },
): Asked {
  const { low, high } = asked.now();
  const more = next.desired - was.desired;
  if (more === 0) return { low, high };
  if (more > 0) {
    // A minimum that is the driver's own value may be taken for the driver's: what it lifts is asked for by nobody, or is.
    const isOurs = by?.min === next.desired && wrote.has(`min ${next.desired}`);
    const raised = { low: isOurs ? low : low + more, high: high + more };
    // While our maximum stands what is asked is capped at the baseline's.
    return policy.max === 'raise' ? { ...raised, low: Math.min(raised.low, baseline.max) } : raised;
  }
  const least = by === undefined || by.desired !== undefined ? low : Math.max(0, low + more);
  return { low: Math.min(least, next.desired), high: Math.min(high, next.desired) };
}

/** How many have to serve where so many are asked for. */
export function floorOf(asked: number, { minHealthy }: JudgedPolicy): number {
  return Math.min(asked, amountOf(asked, minHealthy));
}

/** How many may be desired where so many are asked for. */
export function ceilingOf(asked: number, { surge }: JudgedPolicy): number {
  return asked + amountOf(asked, surge);
}

export function amountOf(asked: number, amount: Amount): number {
  return 'count' in amount ? amount.count : Math.ceil((asked * amount.percent) / 100);
}
