import type { StartInstanceRefreshAnswer, StartInstanceRefreshType } from '@aws-sdk/client-auto-scaling';

import { findGroup } from '../../model/autoscaling/groups.ts';
import { startRefresh } from '../../model/autoscaling/refresh/start.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { launchChoice, mixedPolicyMembers } from './mixed-policy.ts';
import { refreshPreferences } from './refresh-preferences.ts';

/** Begins to replace the members of a group. */
export const startInstanceRefresh = action<StartInstanceRefreshType, StartInstanceRefreshAnswer>(
  [
    'AutoScalingGroupName',
    'Strategy',
    'DesiredConfiguration.LaunchTemplate',
    ...mixedPolicyMembers.map((member) => `DesiredConfiguration.${member}` as const),
    'Preferences.MinHealthyPercentage',
    'Preferences.MaxHealthyPercentage',
    'Preferences.InstanceWarmup',
    'Preferences.CheckpointPercentages',
    'Preferences.CheckpointDelay',
    'Preferences.SkipMatching',
    'Preferences.AutoRollback',
    'Preferences.ScaleInProtectedInstances',
    'Preferences.StandbyInstances',
    'Preferences.BakeTime',
    'Preferences.AlarmSpecification',
  ],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    if (input.Strategy === 'ReplaceRootVolume') throw notThisStrategy();
    const desired = launchChoice(region, input.DesiredConfiguration ?? {}, group.template);
    const { id } = startRefresh(
      region,
      group,
      desired,
      refreshPreferences(input.Preferences ?? {}, group.maintenance),
    );
    return { InstanceRefreshId: id };
  },
);

function notThisStrategy(): AwsError {
  return new AwsError('ValidationError', 'The local region does not model the Strategy ReplaceRootVolume');
}
