import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { tellProtection } from './change.ts';
import type { LifecycleAction } from './hook.ts';
import type { Group, LifecycleState, Member, Phase } from './state.ts';

/** Puts a member into the next part of its life, and tells the event log. */
export function enter(region: Region, group: Group, member: Member, phase: Phase): void {
  member.phase = phase;
  tell(region, group, member, lifecycleOf(phase));
}

/** Adds a new member. */
export function join(region: Region, group: Group, member: Member): void {
  group.members.push(member);
  tell(region, group, member, lifecycleOf(member.phase));
  if (member.protected) tellProtection(region, group, member);
}

/** The end of a member's life. */
export function leave(
  region: Region,
  group: Group,
  member: Member,
  as: 'Terminated' | 'Detached' = 'Terminated',
): void {
  group.members = group.members.filter((other) => other !== member);
  tell(region, group, member, as);
}

const PENDING = {
  returning: 'Pending',
  booting: 'Pending',
  waiting: 'Pending:Wait',
  proceeding: 'Pending:Proceed',
} as const;

/** The LifecycleState that AWS calls it. */
export function lifecycleOf(phase: Phase): LifecycleState {
  switch (phase.lifecycle) {
    case 'Pending':
      return PENDING[phase.stage];
    case 'Terminating':
      if (phase.stage === 'waiting') return 'Terminating:Wait';
      return phase.actions.length > 0 ? 'Terminating:Proceed' : 'Terminating';
    default:
      return phase.lifecycle;
  }
}

/** Members that are in service or on their way to it: what scale-in may choose from. */
export function staying(group: Group): Member[] {
  return group.members.filter(isStaying);
}

/** Members that fill a place of the desired capacity: one that is to be replaced fills its own until it is gone. */
export function counting(group: Group): Member[] {
  return group.members.filter(
    (member) => isStaying(member) || (member.phase.lifecycle === 'Terminating' && member.phase.counts),
  );
}

function isStaying({ phase }: Member): boolean {
  return phase.lifecycle === 'Pending' || phase.lifecycle === 'InService';
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
  const { instanceId, imageId, phase, zone, template } = member;
  const version = template === undefined ? {} : { version: Number(template.version) };
  const tokens = 'stage' in phase && phase.stage === 'waiting' ? { tokens: tokensOf(phase.actions) } : {};
  region.events.record({
    ...{ type: 'member', group: group.name, instanceId, imageId, lifecycle, zone, ...version, ...tokens },
  });
}

function tokensOf(actions: readonly LifecycleAction[]): Record<string, string> {
  return Object.fromEntries(actions.map(({ hook, token }) => [hook, token]));
}
