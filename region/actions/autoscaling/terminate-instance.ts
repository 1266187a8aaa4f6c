import type { ActivityType, TerminateInstanceInAutoScalingGroupType } from '@aws-sdk/client-auto-scaling';

import { beginEnd } from '../../model/autoscaling/end.ts';
import { findMember } from '../../model/autoscaling/members.ts';
import { setSizes } from '../../model/autoscaling/sizes.ts';
import type { Group, Member } from '../../model/autoscaling/state.ts';
import { switchOf } from '../../model/switches.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { activityView } from './views.ts';

/** Ends a member by id, protected or not, after it has drained. Without decrement a replacement is launched when it is gone. */
export const terminateInstance = action<TerminateInstanceInAutoScalingGroupType, ActivityType>(
  ['InstanceId', 'ShouldDecrementDesiredCapacity'],
  (region, input) => {
    const { group, member } = findMember(region, input.InstanceId ?? '');
    checkStays(member);
    const decrement = input.ShouldDecrementDesiredCapacity;
    const desired = desiredAfter(region, group, member, decrement);
    if (desired < group.desired) checkDecrement(group);
    const counts = !decrement && !standsBy(member) && switchOf(region, 'replacement-by-id') === 'when-gone';
    const cause = `instance ${member.instanceId} was taken out of service in response to a user request`;
    const effect =
      desired < group.desired ? `, shrinking the capacity from ${group.desired} to ${desired}.` : '.';
    const activity = beginEnd(region, group, member, counts, [cause + effect]);
    setSizes(region, group, { ...group, desired });
    return { Activity: activityView(group, activity) };
  },
);

/** A member in Standby did not count before: whether it does in this, AWS does not say. */
function desiredAfter(region: Region, group: Group, member: Member, decrement: boolean): number {
  const { desired, max } = group;
  if (!standsBy(member)) return decrement ? desired - 1 : desired;
  if (decrement)
    return switchOf(region, 'standby-ended-with-decrement') === 'lowered' ? desired - 1 : desired;
  const replaced = switchOf(region, 'standby-ended-without-decrement') === 'replaced';
  return replaced ? Math.min(desired + 1, max) : desired;
}

function standsBy({ phase }: Member): boolean {
  return phase.lifecycle === 'Standby';
}

function checkStays({ phase }: Member): void {
  switch (phase.lifecycle) {
    case 'Terminating':
    case 'EnteringStandby':
    case 'Detaching':
      throw inProgress(phase.activity);
    case 'Pending':
    case 'InService':
    case 'Standby':
  }
}

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
