import type { PolicyARNType, PutScalingPolicyType } from '@aws-sdk/client-auto-scaling';

import { findGroup } from '../../../model/autoscaling/groups.ts';
import { forgetOwnAlarms } from '../../../model/autoscaling/scaling/policies.ts';
import type { Policy, PolicySettings } from '../../../model/autoscaling/scaling/policy.ts';
import type { Group } from '../../../model/autoscaling/state.ts';
import { action, type Checked } from '../../../protocol/action.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { uuid } from '../../../random.ts';
import type { Region } from '../../../region.ts';
import { simpleAsked, stepsAsked } from './adjustments.ts';
import { alarmsOf } from './policy-view.ts';
import { trackingAsked } from './tracking-asked.ts';

/** Makes a policy, or puts another in the place of the one of that name, under the same ARN. */
export const putPolicy = action<PutScalingPolicyType, PolicyARNType>(
  [
    'AutoScalingGroupName',
    'PolicyName',
    'PolicyType',
    'AdjustmentType',
    'MinAdjustmentMagnitude',
    'ScalingAdjustment',
    'Cooldown',
    'StepAdjustments',
    'EstimatedInstanceWarmup',
    'TargetTrackingConfiguration',
    'Enabled',
  ],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    const before = group.policies.find(({ name }) => name === input.PolicyName);
    const arn = before?.arn ?? arnOf(region, group, input.PolicyName);
    const settings = settingsAsked(region, group, arn, input);
    if (before !== undefined) forgetOwnAlarms(region, before);
    const policy: Policy = {
      name: input.PolicyName,
      arn,
      settings,
      enabled: input.Enabled ?? true,
      heard: {},
    };
    group.policies = [...group.policies.filter((other) => other !== before), policy];
    return { PolicyARN: arn, Alarms: alarmsOf(region, policy) };
  },
);

function arnOf({ name, accountId, random }: Region, group: Group, policy: string): string {
  const own = `autoScalingGroupName/${group.name}:policyName/${policy}`;
  return `arn:aws:autoscaling:${name}:${accountId}:scalingPolicy:${uuid(random)}:${own}`;
}

/** What each type takes; anything of another type is refused, as AWS does [M]. */
const OF_TYPE: Readonly<Record<PolicySettings['kind'], readonly string[]>> = {
  SimpleScaling: ['AdjustmentType', 'MinAdjustmentMagnitude', 'ScalingAdjustment', 'Cooldown'],
  StepScaling: ['AdjustmentType', 'MinAdjustmentMagnitude', 'StepAdjustments', 'EstimatedInstanceWarmup'],
  TargetTrackingScaling: ['TargetTrackingConfiguration', 'EstimatedInstanceWarmup'],
};

const COMMON = ['AutoScalingGroupName', 'PolicyName', 'PolicyType', 'Enabled'];

function settingsAsked(
  region: Region,
  group: Group,
  arn: string,
  input: Checked<PutScalingPolicyType>,
): PolicySettings {
  const kind = kindAsked(input.PolicyType ?? 'SimpleScaling');
  const stranger = Object.keys(input).find((name) => ![...COMMON, ...OF_TYPE[kind]].includes(name));
  if (stranger !== undefined) {
    throw new AwsError('ValidationError', `${stranger} is not supported for policy type ${kind}`);
  }
  switch (kind) {
    case 'SimpleScaling':
      return simpleAsked(input);
    case 'StepScaling':
      return stepsAsked(input);
    case 'TargetTrackingScaling':
      return trackingAsked(region, group, arn, input);
  }
}

function kindAsked(asked: string): PolicySettings['kind'] {
  switch (asked) {
    case 'SimpleScaling':
    case 'StepScaling':
    case 'TargetTrackingScaling':
      return asked;
    default:
      throw new AwsError('ValidationError', `The local region does not model the policy type ${asked}`);
  }
}
