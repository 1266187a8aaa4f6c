import type { Region } from '../../../region.ts';
import type { Group } from '../state.ts';
import { adjusted, stepOf } from './adjust.ts';
import { activityInTheWay } from './cooldown.ts';
import type { Breach, Policy, StepScaling, TargetTracking } from './policy.ts';
import { isWarmingUp, warmCount, warmupOf } from './warming.ts';

/**
 * The capacity that a policy wants, within the group's bounds. Undefined where it wants none, or has to wait.
 *
 * @param when `at once` where a simple policy is not to wait for an activity or a cooldown
 */
export function propose(
  region: Region,
  group: Group,
  { settings }: Policy,
  breach: Breach,
  when: 'in turn' | 'at once' = 'in turn',
): number | undefined {
  switch (settings.kind) {
    case 'SimpleScaling':
      if (when === 'in turn' && activityInTheWay(region, group) !== undefined) return undefined;
      return within(group, adjusted(group.desired, settings.adjustment, settings.by));
    case 'StepScaling':
      return proposeStep(region, group, settings, breach);
    case 'TargetTrackingScaling':
      return proposeTracking(region, group, settings, breach);
  }
}

/**
 * Members that warm up are no part of the capacity that a step adds to, so that a breach that lasts adds nothing, and a larger one
 * what is missing; nothing is taken away meanwhile [UG].
 */
function proposeStep(
  region: Region,
  group: Group,
  settings: StepScaling,
  breach: Breach,
): number | undefined {
  const step = stepOf(settings.steps, breach);
  if (step === undefined) return undefined;
  const { adjustment } = settings;
  const warmup = warmupOf(group, settings.warmup);
  const direct = within(group, adjusted(group.desired, adjustment, step.by));
  if (direct < group.desired) return isWarmingUp(region, group, warmup) ? undefined : direct;
  const wanted = within(group, adjusted(warmCount(region, group, warmup), adjustment, step.by));
  return wanted > group.desired ? wanted : undefined;
}

/** In proportion to how far the metric is from its target, so that it comes to it; never less than what warm-up leaves alone [UG; R: the sum]. */
function proposeTracking(
  region: Region,
  group: Group,
  { target, warmup: own, alarms }: TargetTracking,
  { value }: Breach,
): number | undefined {
  const warmup = warmupOf(group, own);
  const wanted = within(group, Math.ceil((warmCount(region, group, warmup) * value) / target));
  if (value > target) return wanted > group.desired ? wanted : undefined;
  if (alarms.low === undefined || isWarmingUp(region, group, warmup)) return undefined;
  return wanted < group.desired ? wanted : undefined;
}

function within({ min, max }: Group, capacity: number): number {
  return Math.min(max, Math.max(min, capacity));
}
