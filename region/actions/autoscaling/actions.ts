import type { Actions } from '../../protocol/action.ts';
import { attachInstances, detachInstances } from './attach-instances.ts';
import { createGroup } from './create-group.ts';
import { deleteGroup } from './delete-group.ts';
import { describeActivities } from './describe-activities.ts';
import { describeGroups } from './describe-groups.ts';
import { describeInstances } from './describe-instances.ts';
import { completeAction, recordHeartbeat } from './lifecycle-actions.ts';
import { deleteHook, describeHooks, describeHookTypes, putHook } from './lifecycle-hooks.ts';
import { launchInstances } from './launch-instances.ts';
import { describeWarmPool } from './nothing-there.ts';
import { cancelRefresh, rollbackRefresh } from './end-refresh.ts';
import { describeRefreshes } from './describe-refreshes.ts';
import { describePolicies } from './policies/describe-policies.ts';
import { deletePolicy, executePolicy } from './policies/execute-policy.ts';
import { putPolicy } from './policies/put-policy.ts';
import { resumeProcesses, suspendProcesses } from './processes.ts';
import { batchDeleteSchedules, batchPutSchedules } from './schedules/batch.ts';
import { deleteSchedule } from './schedules/delete-schedule.ts';
import { describeSchedules } from './schedules/describe-schedules.ts';
import { putSchedule } from './schedules/put-schedule.ts';
import { setDesiredCapacity } from './set-desired-capacity.ts';
import { setHealth } from './set-health.ts';
import { setProtection } from './set-protection.ts';
import { startInstanceRefresh } from './start-refresh.ts';
import { enterStandby, exitStandby } from './standby.ts';
import { deleteTags, describeTags, putTags } from './tags.ts';
import { attachTargetGroups, describeTargetGroups, detachTargetGroups } from './target-groups.ts';
import { attachTrafficSources, describeTrafficSources, detachTrafficSources } from './traffic-sources.ts';
import { terminateInstance } from './terminate-instance.ts';
import { updateGroup } from './update-group.ts';

/** What the region serves of Auto Scaling. */
export const autoScalingActions: Actions = {
  CreateAutoScalingGroup: createGroup,
  UpdateAutoScalingGroup: updateGroup,
  DeleteAutoScalingGroup: deleteGroup,
  DescribeAutoScalingGroups: describeGroups,
  DescribeAutoScalingInstances: describeInstances,
  SetDesiredCapacity: setDesiredCapacity,
  LaunchInstances: launchInstances,
  TerminateInstanceInAutoScalingGroup: terminateInstance,
  SetInstanceProtection: setProtection,
  SetInstanceHealth: setHealth,
  EnterStandby: enterStandby,
  ExitStandby: exitStandby,
  AttachInstances: attachInstances,
  DetachInstances: detachInstances,
  SuspendProcesses: suspendProcesses,
  ResumeProcesses: resumeProcesses,
  DescribeScalingActivities: describeActivities,
  CreateOrUpdateTags: putTags,
  DeleteTags: deleteTags,
  DescribeTags: describeTags,
  AttachLoadBalancerTargetGroups: attachTargetGroups,
  DetachLoadBalancerTargetGroups: detachTargetGroups,
  DescribeLoadBalancerTargetGroups: describeTargetGroups,
  AttachTrafficSources: attachTrafficSources,
  DetachTrafficSources: detachTrafficSources,
  DescribeTrafficSources: describeTrafficSources,
  PutLifecycleHook: putHook,
  DescribeLifecycleHooks: describeHooks,
  DescribeLifecycleHookTypes: describeHookTypes,
  DeleteLifecycleHook: deleteHook,
  CompleteLifecycleAction: completeAction,
  RecordLifecycleActionHeartbeat: recordHeartbeat,
  PutScalingPolicy: putPolicy,
  DescribePolicies: describePolicies,
  DeletePolicy: deletePolicy,
  ExecutePolicy: executePolicy,
  PutScheduledUpdateGroupAction: putSchedule,
  BatchPutScheduledUpdateGroupAction: batchPutSchedules,
  DescribeScheduledActions: describeSchedules,
  DeleteScheduledAction: deleteSchedule,
  BatchDeleteScheduledAction: batchDeleteSchedules,
  DescribeWarmPool: describeWarmPool,
  StartInstanceRefresh: startInstanceRefresh,
  DescribeInstanceRefreshes: describeRefreshes,
  CancelInstanceRefresh: cancelRefresh,
  RollbackInstanceRefresh: rollbackRefresh,
};
