import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import type { Group, Member, Phase } from './state.ts';

/** Puts a member into the next part of its life, and tells the event log. */
export function enter(region: Region, group: Group, member: Member, phase: Phase): void {
  member.phase = phase;
  tell(region, group, member, phase.lifecycle);
}

/** Adds a new member. */
export function join(region: Region, group: Group, member: Member): void {
  group.members.push(member);
  tell(region, group, member, member.phase.lifecycle);
}

/** The end of a member's life. */
export function leave(region: Region, group: Group, member: Member): void {
  group.members = group.members.filter((other) => other !== member);
  tell(region, group, member, 'Terminated');
}

/** Members that are in service or on their way to it: what scale-in may choose from. */
export function staying(group: Group): Member[] {
  return group.members.filter(({ phase }) => phase.lifecycle !== 'Terminating');
}

/** Members that fill a place of the desired capacity: one that is to be replaced fills its own until it is gone. */
export function counting(group: Group): Member[] {
  return group.members.filter(({ phase }) => phase.lifecycle !== 'Terminating' || phase.counts);
}

/** @throws AwsError ValidationError when no group has the instance */
export function findMember(region: Region, instanceId: string): { group: Group; member: Member } {
  for (const group of region.state.autoscaling.groups) {
    const member = group.members.find((candidate) => candidate.instanceId === instanceId);
    if (member !== undefined) return { group, member };
  }
  throw new AwsError(
    'ValidationError',
    `Instance Id not found - No managed instance found for instance ID: ${instanceId}`,
  );
}

function tell(region: Region, group: Group, member: Member, lifecycle: string): void {
  const { instanceId, imageId } = member;
  region.events.record({ type: 'member', group: group.name, instanceId, imageId, lifecycle });
}
