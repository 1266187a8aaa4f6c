import type * as sdk from '@aws-sdk/client-auto-scaling';

import { findGroup } from '../../model/autoscaling/groups.ts';
import { isSuspended } from '../../model/autoscaling/processes.ts';
import { enterStandby as enter, exitStandby as exit } from '../../model/autoscaling/standby.ts';
import type { Group } from '../../model/autoscaling/state.ts';
import { switchOf } from '../../model/switches.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { membersAsked, sizesForbid } from './members-asked.ts';
import { activityView } from './views.ts';

/** Takes members out of service: all of them, or none when one cannot be. */
export const enterStandby = action<sdk.EnterStandbyQuery, sdk.EnterStandbyAnswer>(
  ['InstanceIds', 'AutoScalingGroupName', 'ShouldDecrementDesiredCapacity'],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    const members = membersAsked(group, input.InstanceIds, ['InService']);
    const decrement = input.ShouldDecrementDesiredCapacity;
    if (decrement && group.desired - members.length < group.min) {
      throw sizesForbid(group, 'place into standby', members.length);
    }
    const activities = members.map((member) => enter(region, group, member, decrement));
    return { Activities: activities.map((activity) => activityView(group, activity)) };
  },
);

/** Takes members back into service, and raises the desired capacity by them. */
export const exitStandby = action<sdk.ExitStandbyQuery, sdk.ExitStandbyAnswer>(
  ['InstanceIds', 'AutoScalingGroupName'],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    const members = membersAsked(group, input.InstanceIds, ['Standby']);
    checkLaunches(group);
    const most = roomFor(region, group, members.length);
    const activities = members.map((member) =>
      exit(region, group, member, Math.min(group.desired + 1, most)),
    );
    return { Activities: activities.map((activity) => activityView(group, activity)) };
  },
);

/** While Launch is suspended nothing comes out of Standby [UG; R: that the call is refused]. */
function checkLaunches(group: Group): void {
  if (!isSuspended(group, 'Launch')) return;
  throw new AwsError('ValidationError', `The Launch process of the group ${group.name} is suspended.`);
}

/** How far the desired capacity may rise. */
function roomFor(region: Region, group: Group, count: number): number {
  if (group.desired + count > group.max && switchOf(region, 'exit-standby-at-max') === 'refused') {
    throw sizesForbid(group, 'bring out of standby', count);
  }
  return group.max;
}
