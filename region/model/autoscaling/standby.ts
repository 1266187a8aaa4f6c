import type { Region } from '../../region.ts';
import { switchOf } from '../switches.ts';
import { activityOf, closeActivity, openActivity } from './activities.ts';
import { deregisterMember, isDraining } from './attachments.ts';
import { enter } from './members.ts';
import { setSizes } from './sizes.ts';
import type { Activity, Group, Member, Phase } from './state.ts';

/**
 * Takes a member out of service without ending it: it drains, is not checked, and fills no place of the desired capacity.
 *
 * @param decrement whether the desired capacity falls with it; otherwise another one is launched in its place
 */
export function enterStandby(region: Region, group: Group, member: Member, decrement: boolean): Activity {
  deregisterMember(region, group, member);
  const activity = openActivity(region, group, {
    description: `Moving EC2 instance to Standby: ${member.instanceId}`,
    causes: [
      `instance ${member.instanceId} was moved to standby in response to a user request${fall(group, decrement)}`,
    ],
    subnetId: member.subnetId,
    zone: member.zone,
    status: isDraining(region, group, member) ? 'WaitingForELBConnectionDraining' : 'InProgress',
  });
  enter(region, group, member, { lifecycle: 'EnteringStandby', activity: activity.id });
  if (decrement) setSizes(region, group, { ...group, desired: group.desired - 1 });
  return activity;
}

/** The end of a Cause, of a member that leaves the desired capacity or does not. */
export function fall({ desired }: Group, decrement: boolean): string {
  return decrement ? `, shrinking the capacity from ${desired} to ${desired - 1}.` : '.';
}

/** A member is in Standby when its connections are done. */
export function awaitStandby(
  region: Region,
  group: Group,
  member: Member,
  { activity }: Extract<Phase, { lifecycle: 'EnteringStandby' }>,
): void {
  if (isDraining(region, group, member)) return;
  closeActivity(region, group, activityOf(group, activity), 'Successful');
  enter(region, group, member, { lifecycle: 'Standby' });
}

/**
 * Takes a member back into service, as if it were new, though no hook is asked.
 *
 * @param desired the desired capacity with it
 */
export function exitStandby(region: Region, group: Group, member: Member, desired: number): Activity {
  const { instanceId, subnetId, zone } = member;
  const activity = openActivity(region, group, {
    description: `Moving EC2 instance out of Standby: ${instanceId}`,
    causes: [
      `instance ${instanceId} was moved out of standby in response to a user request, ` +
        `increasing the capacity from ${group.desired} to ${desired}.`,
    ],
    ...{ subnetId, zone },
    status: 'PreInService',
  });
  enter(region, group, member, { lifecycle: 'Pending', stage: 'returning', activity: activity.id });
  setSizes(region, group, { ...group, desired });
  return activity;
}

/** How many members a group may have beside those in Standby. */
export function mostServing(region: Region, group: Group): number {
  return switchOf(region, 'standby-in-max') === 'counted' ? group.max - standingBy(group) : group.max;
}

function standingBy({ members }: Group): number {
  return members.filter(
    ({ phase: { lifecycle } }) => lifecycle === 'Standby' || lifecycle === 'EnteringStandby',
  ).length;
}
