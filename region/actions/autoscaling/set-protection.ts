import type { SetInstanceProtectionAnswer, SetInstanceProtectionQuery } from '@aws-sdk/client-auto-scaling';

import { protect } from '../../model/autoscaling/change.ts';
import { findGroup } from '../../model/autoscaling/groups.ts';
import type { Group, Member } from '../../model/autoscaling/state.ts';
import { switchOf } from '../../model/switches.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';

const MOST = 50;

/** Protects members from scale-in, and from nothing else: all of them, or none when one cannot be. */
export const setProtection = action<SetInstanceProtectionQuery, SetInstanceProtectionAnswer>(
  ['InstanceIds', 'AutoScalingGroupName', 'ProtectedFromScaleIn'],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    if (input.InstanceIds.length > MOST) {
      throw new AwsError('ValidationError', `The number of instance ids must not exceed ${MOST}.`);
    }
    const members = input.InstanceIds.map((id) => protectable(region, group, id));
    for (const member of members) protect(region, group, member, input.ProtectedFromScaleIn);
    return {};
  },
);

/** Members in service and in Standby can be protected; those that are still launched as the switch says. */
function protectable(region: Region, group: Group, instanceId: string): Member {
  const member = group.members.find((candidate) => candidate.instanceId === instanceId);
  if (member === undefined) {
    throw new AwsError(
      'ValidationError',
      `The instance ${instanceId} is not part of Auto Scaling group ${group.name}.`,
    );
  }
  const { lifecycle } = member.phase;
  if (['InService', 'EnteringStandby', 'Standby'].includes(lifecycle)) return member;
  if (lifecycle === 'Pending' && switchOf(region, 'pending-protection') === 'taken') return member;
  throw new AwsError(
    'ValidationError',
    `The instance ${instanceId} is not in InService or EnteringStandby or Standby.`,
  );
}
