import type { Adjustment, Breach, Step } from './policy.ts';

/** A capacity after an adjustment; never below zero. Parts of an instance are rounded as the guide says [UG]. */
export function adjusted(capacity: number, { type, leastMagnitude }: Adjustment, by: number): number {
  switch (type) {
    case 'ChangeInCapacity':
      return Math.max(0, capacity + by);
    case 'ExactCapacity':
      return by;
    case 'PercentChangeInCapacity': {
      const change = roundedPart((capacity * by) / 100);
      const least = leastMagnitude ?? 0;
      return Math.max(0, capacity + Math.sign(by) * Math.max(Math.abs(change), least));
    }
  }
}

/** Towards zero, but what is less than one is one: 12.7 is 12, 0.2 is 1, -6.67 is -6 [UG]. */
function roundedPart(change: number): number {
  if (change === 0) return 0;
  return Math.sign(change) * Math.max(1, Math.trunc(Math.abs(change)));
}

/**
 * The step that a breach is in. Above the threshold the lower bound belongs to a step, below it the upper one [UG]. Undefined
 * where it is in none.
 */
export function stepOf(steps: readonly Step[], { value, threshold }: Breach): Step | undefined {
  const distance = value - threshold;
  return steps.find(({ from = -Infinity, to = Infinity }) =>
    distance >= 0 && to > 0 ? distance >= from && distance < to : distance > from && distance <= to,
  );
}
