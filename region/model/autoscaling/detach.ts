import type { Region } from '../../region.ts';
import { GROUP_TAG, instanceOf } from '../ec2/instance.ts';
import { activityOf, closeActivity, openActivity } from './activities.ts';
import { deregisterMember, isDraining } from './attachments.ts';
import { enter, leave } from './members.ts';
import { setSizes } from './sizes.ts';
import { fall } from './standby.ts';
import type { Activity, Group, Member, Phase } from './state.ts';

/**
 * Lets a member out of its group: it drains, and its instance runs on by itself.
 *
 * @param decrement whether the desired capacity falls with it, as it does for one in Standby too, which did not count [UG]
 */
export function detach(region: Region, group: Group, member: Member, decrement: boolean): Activity {
  const { instanceId, subnetId, zone } = member;
  deregisterMember(region, group, member);
  const activity = openActivity(region, group, {
    description: `Detaching EC2 instance: ${instanceId}`,
    causes: [`instance ${instanceId} was detached in response to a user request${fall(group, decrement)}`],
    ...{ subnetId, zone },
    status: isDraining(region, group, member) ? 'WaitingForELBConnectionDraining' : 'InProgress',
  });
  enter(region, group, member, { lifecycle: 'Detaching', activity: activity.id });
  if (decrement) setSizes(region, group, { ...group, desired: group.desired - 1 });
  return activity;
}

export function awaitDetached(
  region: Region,
  group: Group,
  member: Member,
  { activity }: Extract<Phase, { lifecycle: 'Detaching' }>,
): void {
  if (isDraining(region, group, member)) return;
  closeActivity(region, group, activityOf(group, activity), 'Successful');
  const instance = instanceOf(region, member.instanceId);
  if (instance !== undefined) {
    const { [GROUP_TAG]: _own, ...tags } = instance.tags;
    instance.tags = tags;
  }
  leave(region, group, member, 'Detached');
}
