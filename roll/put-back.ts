import type { Baseline, Settings } from './facts.ts';
import type { Fleet, Group } from './fleet.ts';
import type { Memory } from './memory.ts';

/** The settings that have to be written for the group to be as it was found: each only if it still has a value that we wrote (ROLL.md 6). */
export function settingsBack(memory: Memory, group: Group, baseline: Baseline): Settings {
  const { min, max, grace, rebalanceSuspended } = baseline;
  const isOurs = (name: 'min' | 'max' | 'grace' | 'rebalanceSuspended') =>
    memory.wrote.some((settings) => settings[name] === group[name]);
  return {
    ...(group.min !== min && isOurs('min') ? { min } : {}),
    // Below desired it would end instances.
    ...(group.max !== max && isOurs('max') && group.desired <= max ? { max } : {}),
    ...(group.grace !== grace && isOurs('grace') ? { grace } : {}),
    ...(group.rebalanceSuspended !== rebalanceSuspended && isOurs('rebalanceSuspended')
      ? { rebalanceSuspended }
      : {}),
  };
}

/** What is not as it was found, and is not ours to put back. */
export function settingsKept({ group }: { readonly group: Group }, baseline: Baseline): string[] {
  const { min, max, grace } = baseline;
  return [
    ...(group.min === min ? [] : [`the minimum is ${group.min}, and was ${min}: somebody else set it`]),
    ...(group.max === max ? [] : [`the maximum is ${group.max}, and was ${max}`]),
    ...(group.grace === grace
      ? []
      : [`the grace period is ${group.grace} s, and was ${grace} s: somebody else set it`]),
    ...(group.rebalanceSuspended && !baseline.rebalanceSuspended ? ['AZRebalance is suspended'] : []),
  ];
}

/** Whether the zones differ by at most 1: then AZRebalance moves nothing (ROLL.md 6). */
export function isEven({ group, members }: Fleet): boolean {
  const present = members.filter(({ life }) => life !== 'leaving' && life !== 'standby');
  const counts = group.places.map((place) => present.filter(({ zone }) => zone === place.zone).length);
  return Math.max(...counts) - Math.min(...counts) <= 1;
}
