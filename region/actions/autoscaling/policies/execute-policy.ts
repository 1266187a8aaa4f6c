import type { DeletePolicyType, ExecutePolicyType } from '@aws-sdk/client-auto-scaling';

import { stepOf } from '../../../model/autoscaling/scaling/adjust.ts';
import { checkCooldown } from '../../../model/autoscaling/scaling/cooldown.ts';
import { findPolicy, removePolicy } from '../../../model/autoscaling/scaling/policies.ts';
import type { Breach, Policy, StepScaling } from '../../../model/autoscaling/scaling/policy.ts';
import { propose } from '../../../model/autoscaling/scaling/propose.ts';
import { scaleBy } from '../../../model/autoscaling/scaling/react.ts';
import type { Group } from '../../../model/autoscaling/state.ts';
import { action, type Checked } from '../../../protocol/action.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Region } from '../../../region.ts';

export const deletePolicy = action<DeletePolicyType, object>(
  ['AutoScalingGroupName', 'PolicyName'],
  (region, input) => {
    const { group, policy } = findPolicy(region, input.AutoScalingGroupName, input.PolicyName);
    removePolicy(region, group, policy);
    return {};
  },
);

/** What an alarm would have done; also while AlarmNotification is suspended [R]. */
export const executePolicy = action<ExecutePolicyType, object>(
  ['AutoScalingGroupName', 'PolicyName', 'HonorCooldown', 'MetricValue', 'BreachThreshold'],
  (region, input) => {
    const { group, policy } = findPolicy(region, input.AutoScalingGroupName, input.PolicyName);
    if (!policy.enabled) throw new AwsError('ValidationError', `The policy ${policy.name} is not enabled`);
    const breach = breachAsked(policy, input);
    if (policy.settings.kind === 'SimpleScaling' && input.HonorCooldown === true)
      checkCooldown(region, group);
    execute(region, group, policy, breach);
    return {};
  },
);

function execute(region: Region, group: Group, policy: Policy, breach: Breach): void {
  const capacity = propose(region, group, policy, breach, 'at once');
  if (capacity === undefined || capacity === group.desired) return;
  const what =
    `a user request executed policy ${policy.name} changing the desired capacity ` +
    `from ${group.desired} to ${capacity}.`;
  scaleBy(region, group, policy, capacity, what);
}

/** A step policy must be told how far the metric is from its threshold, and only that one is [M]; it must have a step for it. */
function breachAsked(
  { settings }: Policy,
  { MetricValue, BreachThreshold }: Checked<ExecutePolicyType>,
): Breach {
  switch (settings.kind) {
    case 'SimpleScaling':
      return { value: 0, threshold: 0 };
    case 'StepScaling':
      if (MetricValue !== undefined && BreachThreshold !== undefined) {
        return stepped(settings, { value: MetricValue, threshold: BreachThreshold });
      }
      throw new AwsError('ValidationError', 'MetricValue and BreachThreshold are required for StepScaling');
    case 'TargetTrackingScaling':
      throw new AwsError('ValidationError', 'A policy of type TargetTrackingScaling cannot be executed');
  }
}

/** @throws AwsError ValidationError [I: mapbox/ecs-watchbot#187] */
function stepped({ steps }: StepScaling, breach: Breach): Breach {
  if (stepOf(steps, breach) !== undefined) return breach;
  const [value, threshold] = [breach.value, breach.threshold].map(decimal);
  throw new AwsError(
    'ValidationError',
    `No step adjustment found for metric value [${value}] and breach threshold ${threshold}`,
  );
}

/** With a decimal point always, as AWS writes numbers. */
function decimal(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
