import type { Region } from '../../region.ts';
import { findTargetGroup } from '../balancing/find.ts';
import { describeTarget } from '../balancing/health.ts';
import type { Target, TargetGroup } from '../balancing/state.ts';
import { deregister, register, targetOf } from '../balancing/targets.ts';
import { isSuspended } from './processes.ts';
import type { Attachment, Group, Member } from './state.ts';

/** Brings each attached target group from Adding to InService, and lets go of those that are removed once they have drained. */
export function advanceAttachments(region: Region, group: Group): void {
  for (const attachment of group.attachments) advanceAttachment(region, group, attachment);
  group.attachments = group.attachments.filter(
    (attachment) =>
      attachment.state !== 'Removing' ||
      group.members.some((member) => targetIn(region, attachment, member) !== undefined),
  );
}

function advanceAttachment(region: Region, group: Group, attachment: Attachment): void {
  if (attachment.state === 'Adding') {
    if (isSuspended(group, 'AddToLoadBalancer')) return;
    const serving = group.members.filter(({ phase }) => phase.lifecycle === 'InService');
    for (const member of serving) registerMember(region, group, member);
    attachment.state = 'Added';
  } else if (attachment.state === 'Added' && group.members.some((m) => isHealthyIn(region, attachment, m))) {
    attachment.state = 'InService';
  }
}

/** Registers a member with the target groups of its group. */
export function registerMember(region: Region, group: Group, member: Member): void {
  for (const { targetGroup, attachment } of attachedGroups(region, group)) {
    if (attachment.state !== 'Removing') register(targetGroup, member.instanceId);
  }
}

export function deregisterMember(region: Region, group: Group, member: Member): void {
  for (const { targetGroup } of attachedGroups(region, group)) {
    deregister(region, targetGroup, member.instanceId);
  }
}

/** Deregisters all members from one of the group's target groups. */
export function deregisterFrom(region: Region, group: Group, attachment: Attachment): void {
  const targetGroup = findTargetGroup(region, attachment.targetGroupArn);
  if (targetGroup === undefined) return;
  for (const { instanceId } of group.members) deregister(region, targetGroup, instanceId);
}

/** Whether a target group still knows the member, after it was deregistered from all. */
export function isDraining(region: Region, group: Group, member: Member): boolean {
  return group.attachments.some((attachment) => targetIn(region, attachment, member) !== undefined);
}

/** Why the load balancer finds the member unhealthy: only target groups count in which an instance has passed before [UG]. */
export function failsInBalancer(region: Region, group: Group, member: Member): boolean {
  return group.attachments.some((attachment) => {
    const found = targetIn(region, attachment, member);
    return (
      attachment.state === 'InService' &&
      found !== undefined &&
      stateOf(region, found).startsWith('unhealthy')
    );
  });
}

interface Found {
  readonly targetGroup: TargetGroup;
  readonly target: Target;
}

function isHealthyIn(region: Region, attachment: Attachment, member: Member): boolean {
  const found = targetIn(region, attachment, member);
  return found !== undefined && stateOf(region, found) === 'healthy';
}

function stateOf(region: Region, { targetGroup, target }: Found): string {
  return describeTarget(region, targetGroup, target).state;
}

function targetIn(region: Region, attachment: Attachment, member: Member): Found | undefined {
  const targetGroup = findTargetGroup(region, attachment.targetGroupArn);
  const target = targetGroup && targetOf(targetGroup, member.instanceId);
  return targetGroup && target ? { targetGroup, target } : undefined;
}

/** The attached target groups that still exist: a target group can be deleted under a group. */
function attachedGroups(
  region: Region,
  group: Group,
): { attachment: Attachment; targetGroup: TargetGroup }[] {
  return group.attachments.flatMap((attachment) => {
    const targetGroup = findTargetGroup(region, attachment.targetGroupArn);
    return targetGroup ? [{ attachment, targetGroup }] : [];
  });
}
