import type { UpdateAutoScalingGroupType } from '@aws-sdk/client-auto-scaling';

import { sentence } from '../../model/autoscaling/activities.ts';
import { change } from '../../model/autoscaling/change.ts';
import { findGroup } from '../../model/autoscaling/groups.ts';
import { checkNoDesiredConfiguration } from '../../model/autoscaling/refresh/blocks.ts';
import { setSizes, updatedSizes, type Sizes } from '../../model/autoscaling/sizes.ts';
import type { Group } from '../../model/autoscaling/state.ts';
import { action, type Checked } from '../../protocol/action.ts';
import type { Region } from '../../region.ts';
import { checkSeconds, healthCheckAsked, subnetsAsked } from './settings.ts';
import { maintenanceAsked, warmupAsked } from './maintenance-policy.ts';
import { terminationPoliciesAsked } from './termination-policies.ts';
import { launchChoice, mixedPolicyMembers } from './mixed-policy.ts';
import { checkZoneDistribution, ZONE_DISTRIBUTION } from './zone-distribution.ts';

/** Changes what is asked for; members that run already stay as they are. */
export const updateGroup = action<UpdateAutoScalingGroupType, object>(
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
    'HealthCheckType',
    'HealthCheckGracePeriod',
    'TerminationPolicies',
    'InstanceMaintenancePolicy.MinHealthyPercentage',
    'InstanceMaintenancePolicy.MaxHealthyPercentage',
    'DefaultInstanceWarmup',
    ZONE_DISTRIBUTION,
    'NewInstancesProtectedFromScaleIn',
  ],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    if (input.LaunchTemplate ?? input.MixedInstancesPolicy) checkNoDesiredConfiguration(group);
    checkSeconds('HealthCheckGracePeriod', input.HealthCheckGracePeriod);
    checkSeconds('DefaultCooldown', input.DefaultCooldown);
    checkZoneDistribution(input.AvailabilityZoneDistribution);
    const sizes = updatedSizes(group, sizesAsked(input));
    change(region, group, settingsAsked(region, group, input));
    setSizes(region, group, sizes, constraintsSentence(region, group, sizes));
    return {};
  },
);

function sizesAsked(input: Checked<UpdateAutoScalingGroupType>): Partial<Sizes> {
  return {
    ...(input.MinSize === undefined ? {} : { min: input.MinSize }),
    ...(input.MaxSize === undefined ? {} : { max: input.MaxSize }),
    ...(input.DesiredCapacity === undefined ? {} : { desired: input.DesiredCapacity }),
  };
}

function settingsAsked(
  region: Region,
  group: Group,
  input: Checked<UpdateAutoScalingGroupType>,
): Partial<Group> {
  const { HealthCheckType, InstanceMaintenancePolicy, DefaultInstanceWarmup } = input;
  return {
    template: launchChoice(region, input, group.template) ?? group.template,
    healthCheck: HealthCheckType === undefined ? group.healthCheck : healthCheckAsked(HealthCheckType),
    gracePeriod: input.HealthCheckGracePeriod ?? group.gracePeriod,
    cooldown: input.DefaultCooldown ?? group.cooldown,
    subnets: subnetsAsked(region, input) ?? group.subnets,
    terminationPolicies: terminationPoliciesAsked(input.TerminationPolicies) ?? group.terminationPolicies,
    maintenance:
      InstanceMaintenancePolicy === undefined
        ? group.maintenance
        : maintenanceAsked(InstanceMaintenancePolicy),
    defaultWarmup:
      DefaultInstanceWarmup === undefined ? group.defaultWarmup : warmupAsked(DefaultInstanceWarmup),
    protectNew: input.NewInstancesProtectedFromScaleIn ?? group.protectNew,
  };
}

function constraintsSentence(region: Region, group: Group, { min, max, desired }: Sizes): string {
  const what =
    `a user request update of AutoScalingGroup constraints to min: ${min}, max: ${max}, desired: ${desired} ` +
    `changing the desired capacity from ${group.desired} to ${desired}.`;
  return sentence(region.clock.now(), what);
}
