import type * as sdk from '@aws-sdk/client-auto-scaling';

import { findGroup } from '../../../model/autoscaling/groups.ts';
import type { Schedule } from '../../../model/autoscaling/schedule/schedule.ts';
import type { Group } from '../../../model/autoscaling/state.ts';
import { action } from '../../../protocol/action.ts';
import { pageOf } from '../../page.ts';

/** Those that have not happened for good. StartTime and EndTime bound when they happen next; where names are given they do not count [M]. */
export const describeSchedules = action<sdk.DescribeScheduledActionsType, sdk.ScheduledActionsType>(
  ['AutoScalingGroupName', 'ScheduledActionNames', 'StartTime', 'EndTime', 'MaxRecords', 'NextToken'],
  (region, input) => {
    const name = input.AutoScalingGroupName;
    const groups = name === undefined ? region.state.autoscaling.groups : [findGroup(region, name)];
    const names = input.ScheduledActionNames ?? [];
    const [from, to] = [input.StartTime?.getTime() ?? -Infinity, input.EndTime?.getTime() ?? Infinity];
    const wanted = groups
      .flatMap((group) => group.schedules.map((schedule) => ({ group, schedule })))
      .filter(({ schedule }) =>
        names.length > 0 ? names.includes(schedule.name) : schedule.next >= from && schedule.next <= to,
      );
    const page = pageOf(wanted, input.NextToken, Math.min(input.MaxRecords ?? 50, 100), 'InvalidNextToken');
    return {
      ScheduledUpdateGroupActions: page.items.map(({ group, schedule }) => scheduleView(group, schedule)),
      NextToken: page.next,
    };
  },
);

/** StartTime is when it happens next [R]. */
function scheduleView(group: Group, schedule: Schedule): sdk.ScheduledUpdateGroupAction {
  const { end, recurrence } = schedule;
  return {
    AutoScalingGroupName: group.name,
    ScheduledActionName: schedule.name,
    ScheduledActionARN: schedule.arn,
    Time: new Date(schedule.next),
    StartTime: new Date(schedule.next),
    EndTime: end === undefined ? undefined : new Date(end),
    Recurrence: recurrence,
    TimeZone: recurrence === undefined ? undefined : 'UTC',
    MinSize: schedule.min,
    MaxSize: schedule.max,
    DesiredCapacity: schedule.desired,
  };
}
