import type { Region } from '../../region.ts';
import { instanceOf } from '../ec2/instance.ts';
import { terminate } from '../ec2/terminate.ts';
import { activityOf, closeActivity, openActivity } from './activities.ts';
import { deregisterMember, isDraining } from './attachments.ts';
import { enter } from './members.ts';
import type { Activity, Group, Member } from './state.ts';

/**
 * Begins to end a member: it is deregistered and drains, and only then is its instance terminated.
 *
 * @param counts whether it fills its place until it is gone, so that its replacement comes after it
 * @param causes the sentences of the activity's Cause
 */
export function beginEnd(
  region: Region,
  group: Group,
  member: Member,
  counts: boolean,
  causes: readonly (string | undefined)[],
): Activity {
  if (member.phase.lifecycle !== 'Terminating' && 'activity' in member.phase) {
    closeActivity(region, group, activityOf(group, member.phase.activity), 'Cancelled');
  }
  deregisterMember(region, group, member);
  const activity = openActivity(region, group, {
    description: `Terminating EC2 instance: ${member.instanceId}`,
    causes,
    subnetId: member.subnetId,
    zone: member.zone,
    status: isDraining(region, group, member) ? 'WaitingForELBConnectionDraining' : 'InProgress',
  });
  enter(region, group, member, {
    lifecycle: 'Terminating',
    activity: activity.id,
    stage: 'draining',
    actions: [],
    counts,
  });
  return activity;
}

/** Ends a member without waiting for its connections, as ForceDelete does. */
export function endAtOnce(region: Region, group: Group, member: Member, cause: string): void {
  if (member.phase.lifecycle !== 'Terminating') beginEnd(region, group, member, false, [cause]);
  if (member.phase.lifecycle !== 'Terminating') return;
  endInstance(region, member);
  member.phase = { ...member.phase, stage: 'ending' };
}

/** Terminates the member's instance, unless EC2 has forgotten it already. */
export function endInstance(region: Region, { instanceId }: Member): void {
  if (instanceOf(region, instanceId) !== undefined) terminate(region, instanceId);
}
