import type { DeleteAutoScalingGroupType } from '@aws-sdk/client-auto-scaling';

import { sentence } from '../../model/autoscaling/activities.ts';
import { endAtOnce } from '../../model/autoscaling/end.ts';
import { findGroup } from '../../model/autoscaling/groups.ts';
import { removePolicy } from '../../model/autoscaling/scaling/policies.ts';
import { setSizes } from '../../model/autoscaling/sizes.ts';
import type { Group } from '../../model/autoscaling/state.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';

/** Deletes a group that is empty; with ForceDelete also any other, whose instances are terminated without draining. */
export const deleteGroup = action<DeleteAutoScalingGroupType, object>(
  ['AutoScalingGroupName', 'ForceDelete'],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    if (input.ForceDelete !== true) checkEmpty(group);
    empty(region, group);
    return {};
  },
);

function checkEmpty(group: Group): void {
  if (group.members.some(({ phase }) => phase.lifecycle !== 'Terminating') || group.desired > 0) {
    throw new AwsError(
      'ResourceInUse',
      'You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.',
    );
  }
  if (group.members.length > 0) {
    throw new AwsError(
      'ScalingActivityInProgress',
      'You cannot delete an AutoScalingGroup while there are scaling activities in progress for that group.',
    );
  }
}

function empty(region: Region, group: Group): void {
  const what = `a user request force deleted AutoScalingGroup changing the desired capacity from ${group.desired} to 0.`;
  const cause = sentence(region.clock.now(), what);
  group.deleting = true;
  for (const policy of group.policies) removePolicy(region, group, policy);
  setSizes(region, group, { min: 0, max: 0, desired: 0 }, cause);
  for (const member of group.members) endAtOnce(region, group, member, cause);
}
