import type { CreateAutoScalingGroupType } from '@aws-sdk/client-auto-scaling';

import { tellGroup } from '../../model/autoscaling/change.ts';
import { updatedSizes, type Sizes } from '../../model/autoscaling/sizes.ts';
import type { Group, LaunchChoice } from '../../model/autoscaling/state.ts';
import { targetGroupOf } from '../../model/balancing/find.ts';
import { action, type Checked } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { uuid } from '../../random.ts';
import type { Region } from '../../region.ts';
import { sentence } from '../../model/autoscaling/activities.ts';
import { checkSeconds, healthCheckAsked, subnetsAsked } from './settings.ts';
import { HOOKS_TAKEN, hooksAsked } from './lifecycle-hooks.ts';
import { maintenanceAsked, warmupAsked } from './maintenance-policy.ts';
import { terminationPoliciesAsked } from './termination-policies.ts';
import { launchChoice, mixedPolicyMembers } from './mixed-policy.ts';
import { mergeTags } from './tags.ts';
import { checkZoneDistribution, ZONE_DISTRIBUTION } from './zone-distribution.ts';

export const createGroup = action<CreateAutoScalingGroupType, object>(
  [
    'AutoScalingGroupName',
    'LaunchTemplate',
    ...mixedPolicyMembers,
    'MinSize',
    'MaxSize',
    'DesiredCapacity',
    'DefaultCooldown',
    'AvailabilityZones',
    'VPCZoneIdentifier',
    'TargetGroupARNs',
    'HealthCheckType',
    'HealthCheckGracePeriod',
    'TerminationPolicies',
    'InstanceMaintenancePolicy.MinHealthyPercentage',
    'InstanceMaintenancePolicy.MaxHealthyPercentage',
    'DefaultInstanceWarmup',
    ZONE_DISTRIBUTION,
    'NewInstancesProtectedFromScaleIn',
    'Tags',
    ...HOOKS_TAKEN,
  ],
  (region, input) => {
    checkName(region, input.AutoScalingGroupName);
    checkSeconds('HealthCheckGracePeriod', input.HealthCheckGracePeriod);
    checkSeconds('DefaultCooldown', input.DefaultCooldown);
    checkZoneDistribution(input.AvailabilityZoneDistribution);
    const asked = { min: input.MinSize, max: input.MaxSize, desired: input.DesiredCapacity ?? input.MinSize };
    const sizes = updatedSizes({ min: 0, max: 0, desired: 0 }, asked);
    const group = newGroup(region, input, sizes);
    region.state.autoscaling.groups.push(group);
    tellGroup(region, group);
    return {};
  },
);

function newGroup(region: Region, input: Checked<CreateAutoScalingGroupType>, sizes: Sizes): Group {
  const name = input.AutoScalingGroupName;
  const what = `a user request created an AutoScalingGroup changing the desired capacity from 0 to ${sizes.desired}.`;
  return {
    name,
    arn: `arn:aws:autoscaling:${region.name}:${region.accountId}:autoScalingGroup:${uuid(region.random)}:autoScalingGroupName/${name}`,
    created: region.clock.now(),
    template: choiceAsked(region, input),
    ...sizes,
    subnets: subnetsNeeded(region, input),
    cooldown: input.DefaultCooldown ?? 300,
    cooling: undefined,
    policies: [],
    schedules: [],
    healthCheck: healthCheckAsked(input.HealthCheckType ?? 'EC2'),
    gracePeriod: input.HealthCheckGracePeriod ?? 0,
    protectNew: input.NewInstancesProtectedFromScaleIn ?? false,
    attachments: attachmentsAsked(region, input.TargetGroupARNs ?? []),
    terminationPolicies: terminationPoliciesAsked(input.TerminationPolicies) ?? ['Default'],
    maintenance: input.InstanceMaintenancePolicy && maintenanceAsked(input.InstanceMaintenancePolicy),
    defaultWarmup: warmupAsked(input.DefaultInstanceWarmup ?? -1),
    suspended: [],
    hooks: hooksAsked(input.LifecycleHookSpecificationList ?? []),
    tags: mergeTags([], input.Tags ?? []),
    members: [],
    activities: [],
    refreshes: [],
    launches: [],
    reason: sentence(region.clock.now(), what),
    backoff: { failures: 0, until: 0 },
    deleting: false,
  };
}

/** 1 to 255 printable characters without a colon [M]. */
function checkName(region: Region, name: string): void {
  if (!/^[^:\p{Cc}]{1,255}$/u.test(name)) {
    throw new AwsError('ValidationError', `'${name}' is no valid name of an AutoScalingGroup`);
  }
  if (!region.state.autoscaling.groups.some((group) => group.name === name)) return;
  throw new AwsError(
    'AlreadyExists',
    `AutoScalingGroup by this name already exists - A group with the name ${name} already exists`,
  );
}

function choiceAsked(region: Region, input: Checked<CreateAutoScalingGroupType>): LaunchChoice {
  const choice = launchChoice(region, input, undefined);
  if (choice !== undefined) return choice;
  throw new AwsError(
    'ValidationError',
    'Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.',
  );
}

function subnetsNeeded(region: Region, input: Checked<CreateAutoScalingGroupType>): string[] {
  const subnets = subnetsAsked(region, input);
  if (subnets !== undefined) return subnets;
  throw new AwsError('ValidationError', 'At least one Availability Zone or VPC Subnet is required.');
}

function attachmentsAsked(region: Region, arns: readonly string[]): Group['attachments'] {
  return arns.map((arn) => ({ targetGroupArn: targetGroupOf(region, arn).arn, state: 'Adding' }));
}
