import type { DeleteScheduledActionType } from '@aws-sdk/client-auto-scaling';

import { findGroup } from '../../../model/autoscaling/groups.ts';
import type { Group } from '../../../model/autoscaling/state.ts';
import { action } from '../../../protocol/action.ts';
import { AwsError } from '../../../protocol/aws-error.ts';

export const deleteSchedule = action<DeleteScheduledActionType, object>(
  ['AutoScalingGroupName', 'ScheduledActionName'],
  (region, input) => {
    deleteFrom(findGroup(region, input.AutoScalingGroupName), input.ScheduledActionName);
    return {};
  },
);

/** @throws AwsError ValidationError */
export function deleteFrom(group: Group, name: string): void {
  const kept = group.schedules.filter((schedule) => schedule.name !== name);
  if (kept.length === group.schedules.length) {
    throw new AwsError('ValidationError', `Scheduled action name not found - ${name}`);
  }
  group.schedules = kept;
}
