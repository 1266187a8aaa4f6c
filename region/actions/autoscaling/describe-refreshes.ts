import type * as sdk from '@aws-sdk/client-auto-scaling';

import { findGroup } from '../../model/autoscaling/groups.ts';
import type { Refresh, RefreshPreferences } from '../../model/autoscaling/refresh/state.ts';
import type { Group } from '../../model/autoscaling/state.ts';
import { action } from '../../protocol/action.ts';
import { pageOf } from '../page.ts';
import { mixedView } from './mixed-view.ts';
import { templateView } from './template-view.ts';

/** The newest first, which is the one under way where there is one. */
export const describeRefreshes = action<
  sdk.DescribeInstanceRefreshesType,
  sdk.DescribeInstanceRefreshesAnswer
>(['AutoScalingGroupName', 'InstanceRefreshIds', 'MaxRecords', 'NextToken'], (region, input) => {
  const group = findGroup(region, input.AutoScalingGroupName);
  const ids = input.InstanceRefreshIds ?? [];
  const wanted = group.refreshes.toReversed().filter(({ id }) => ids.length === 0 || ids.includes(id));
  const page = pageOf(wanted, input.NextToken, Math.min(input.MaxRecords ?? 50, 100), 'InvalidNextToken');
  return {
    InstanceRefreshes: page.items.map((refresh) => refreshView(group, refresh)),
    NextToken: page.next,
  };
});

function refreshView(group: Group, refresh: Refresh): sdk.InstanceRefresh {
  const { desired, rollback, ended } = refresh;
  return {
    InstanceRefreshId: refresh.id,
    AutoScalingGroupName: group.name,
    Status: refresh.status,
    StatusReason: refresh.reason,
    StartTime: new Date(refresh.started),
    EndTime: ended === undefined ? undefined : new Date(ended),
    PercentageComplete: refresh.percentage,
    InstancesToUpdate: refresh.toUpdate,
    Preferences: preferencesView(group, refresh.preferences),
    DesiredConfiguration:
      desired &&
      (desired.mixed === undefined
        ? { LaunchTemplate: templateView(desired) }
        : { MixedInstancesPolicy: mixedView(desired) }),
    RollbackDetails: rollback && {
      RollbackReason: rollback.reason,
      RollbackStartTime: new Date(rollback.started),
      PercentageCompleteOnRollback: rollback.percentage,
      InstancesToUpdateOnRollback: rollback.toUpdate,
    },
    Strategy: 'Rolling',
  };
}

function preferencesView(group: Group, preferences: RefreshPreferences): sdk.RefreshPreferences {
  const { checkpoints, checkpointDelay, bakeTime, alarms } = preferences;
  const pauses =
    checkpoints.length === 0
      ? {}
      : { CheckpointPercentages: [...checkpoints], CheckpointDelay: checkpointDelay };
  return {
    MinHealthyPercentage: preferences.minHealthy,
    MaxHealthyPercentage: preferences.maxHealthy,
    InstanceWarmup: preferences.warmup ?? group.defaultWarmup ?? group.gracePeriod,
    ...pauses,
    SkipMatching: preferences.skipMatching,
    AutoRollback: preferences.autoRollback,
    ScaleInProtectedInstances: preferences.protectedMembers,
    StandbyInstances: preferences.standbyMembers,
    BakeTime: bakeTime,
    AlarmSpecification: alarms.length === 0 ? undefined : { Alarms: [...alarms] },
  };
}
