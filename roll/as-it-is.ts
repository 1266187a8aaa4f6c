import type { Group } from './fleet.ts';
import type { Inheritance } from './goal.ts';

/** What of a group somebody else may have changed in the middle of a roll. */
export type Found = Pick<Group, 'min' | 'max' | 'desired' | 'grace' | 'rebalanceSuspended' | 'template'>;

/**
 * What a roll takes over where a person said that what somebody else changed meanwhile is to stay: the template and each setting
 * as it is now, but where it has the value that the roll wrote (ROLL.md 6).
 */
export function asItIs({ baseline, left }: Inheritance, found: Found): Inheritance {
  const wrote = (name: 'min' | 'max' | 'grace' | 'rebalanceSuspended') =>
    left.wrote.some((settings) => settings[name] === found[name]);
  const { template } = found;
  const ours =
    template.id === baseline.template.id &&
    (left.versions.includes(template.version) ||
      left.wrote.some(({ version }) => version === template.version));
  return {
    left,
    baseline: {
      ...baseline,
      template: ours ? baseline.template : template,
      min: wrote('min') ? baseline.min : found.min,
      max: wrote('max') ? baseline.max : found.max,
      grace: wrote('grace') ? baseline.grace : found.grace,
      rebalanceSuspended: wrote('rebalanceSuspended')
        ? baseline.rebalanceSuspended
        : found.rebalanceSuspended,
      asked: Math.min(baseline.asked, found.max),
    },
  };
}
