import type * as sdk from '@aws-sdk/client-auto-scaling';

import { findGroup } from '../../model/autoscaling/groups.ts';
import { findAction } from '../../model/autoscaling/hooks.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { resultOf } from './lifecycle-words.ts';

/** Lets a member go on its way, or not: named by the token of the action or by the id of the instance. */
export const completeAction = action<sdk.CompleteLifecycleActionType, sdk.CompleteLifecycleActionAnswer>(
  [
    'AutoScalingGroupName',
    'LifecycleHookName',
    'LifecycleActionToken',
    'LifecycleActionResult',
    'InstanceId',
  ],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    const result = resultOf('LifecycleActionResult', input.LifecycleActionResult);
    const found = findAction(group, input.LifecycleHookName, named(input));
    found.result = result;
    return {};
  },
);

/** The time of the action begins anew, within the hook's time in all [M]. */
export const recordHeartbeat = action<
  sdk.RecordLifecycleActionHeartbeatType,
  sdk.RecordLifecycleActionHeartbeatAnswer
>(['AutoScalingGroupName', 'LifecycleHookName', 'LifecycleActionToken', 'InstanceId'], (region, input) => {
  const group = findGroup(region, input.AutoScalingGroupName);
  const found = findAction(group, input.LifecycleHookName, named(input));
  found.until = Math.min(found.latest, region.clock.now() + found.heartbeat * 1000);
  return {};
});

function named(input: {
  readonly LifecycleActionToken?: string | undefined;
  readonly InstanceId?: string | undefined;
}) {
  const { LifecycleActionToken: token, InstanceId: instanceId } = input;
  if (token !== undefined || instanceId !== undefined) return { token, instanceId };
  throw new AwsError('ValidationError', 'Either LifecycleActionToken or InstanceId must be given.');
}
