import type { ActivityType, TerminateInstanceInAutoScalingGroupType } from '@aws-sdk/client-auto-scaling';

import { beginEnd } from '../../model/autoscaling/end.ts';
import { findMember } from '../../model/autoscaling/members.ts';
import { setSizes } from '../../model/autoscaling/sizes.ts';
import type { Group } from '../../model/autoscaling/state.ts';
import { switchOf } from '../../model/switches.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { activityView } from './views.ts';

/** Ends a member by id, protected or not, after it has drained. Without decrement a replacement is launched when it is gone. */
export const terminateInstance = action<TerminateInstanceInAutoScalingGroupType, ActivityType>(
  ['InstanceId', 'ShouldDecrementDesiredCapacity'],
  (region, input) => {
    const { group, member } = findMember(region, input.InstanceId ?? '');
    const { desired } = group;
    if (member.phase.lifecycle === 'Terminating') throw inProgress(member.phase.activity);
    const decrement = input.ShouldDecrementDesiredCapacity;
    if (decrement) checkDecrement(group);
    const cause = `instance ${member.instanceId} was taken out of service in response to a user request`;
    const effect = decrement ? `, shrinking the capacity from ${desired} to ${desired - 1}.` : '.';
    const counts = !decrement && switchOf(region, 'replacement-by-id') === 'when-gone';
    const activity = beginEnd(region, group, member, counts, [cause + effect]);
    if (decrement) setSizes(region, group, { ...group, desired: desired - 1 });
    return { Activity: activityView(group, activity) };
  },
);

/** [I: nomad-autoscaler#1290] */
function checkDecrement({ min, desired }: Group): void {
  if (desired > min) return;
  throw new AwsError(
    'ValidationError',
    `Currently, desiredSize equals minSize (${min}). Terminating instance without replacement will violate group's min size ` +
      "constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.",
  );
}

/** [R]: what AWS answers for an instance that is being ended already. */
function inProgress(activity: string): AwsError {
  return new AwsError(
    'ScalingActivityInProgress',
    `Scaling activity ${activity} is in progress and blocks this action`,
  );
}
