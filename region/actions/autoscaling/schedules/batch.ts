import type * as sdk from '@aws-sdk/client-auto-scaling';

import { findGroup } from '../../../model/autoscaling/groups.ts';
import { action } from '../../../protocol/action.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { deleteFrom } from './delete-schedule.ts';
import { keep, scheduleAsked } from './put-schedule.ts';

/** At most fifty; those that cannot be made are told, and stop none of the others [M]. */
export const batchPutSchedules = action<
  sdk.BatchPutScheduledUpdateGroupActionType,
  sdk.BatchPutScheduledUpdateGroupActionAnswer
>(['AutoScalingGroupName', 'ScheduledUpdateGroupActions'], (region, input) => {
  const group = findGroup(region, input.AutoScalingGroupName);
  checkNumber(input.ScheduledUpdateGroupActions.length);
  const failed = input.ScheduledUpdateGroupActions.flatMap((asked) =>
    failureOf(asked.ScheduledActionName ?? '', () => {
      keep(group, scheduleAsked(region, group, asked));
    }),
  );
  return { FailedScheduledUpdateGroupActions: failed };
});

export const batchDeleteSchedules = action<
  sdk.BatchDeleteScheduledActionType,
  sdk.BatchDeleteScheduledActionAnswer
>(['AutoScalingGroupName', 'ScheduledActionNames'], (region, input) => {
  const group = findGroup(region, input.AutoScalingGroupName);
  checkNumber(input.ScheduledActionNames.length);
  const failed = input.ScheduledActionNames.flatMap((name) =>
    failureOf(name, () => {
      deleteFrom(group, name);
    }),
  );
  return { FailedScheduledActions: failed };
});

function checkNumber(count: number): void {
  if (count <= 50) return;
  throw new AwsError('ValidationError', `At most 50 scheduled actions can be named at once, not ${count}`);
}

function failureOf(name: string, attempt: () => void): sdk.FailedScheduledUpdateGroupActionRequest[] {
  try {
    attempt();
    return [];
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return [{ ScheduledActionName: name, ErrorCode: error.code, ErrorMessage: error.message }];
  }
}
