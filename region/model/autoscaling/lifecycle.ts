import type { Region } from '../../region.ts';
import { instanceOf } from '../ec2/instance.ts';
import { activityOf, closeActivity } from './activities.ts';
import { isDraining, registerMember } from './attachments.ts';
import { endInstance } from './end.ts';
import { enter, leave } from './members.ts';
import { isSuspended } from './processes.ts';
import { countFailure } from './refusal.ts';
import type { Group, Member } from './state.ts';

/** Takes a member as far along its life as its instance and its target groups allow. */
export function advanceMember(region: Region, group: Group, member: Member): void {
  switch (member.phase.lifecycle) {
    case 'Pending':
      awaitRunning(region, group, member, member.phase.activity);
      return;
    case 'InService':
      return;
    case 'Terminating':
      if (member.phase.stage === 'draining') awaitDrained(region, group, member, member.phase);
      else awaitEnded(region, group, member, member.phase.activity);
  }
}

/** A running instance is registered and in service at once, long before its targets are healthy [UG]. */
function awaitRunning(region: Region, group: Group, member: Member, activity: string): void {
  const state = instanceOf(region, member.instanceId)?.state;
  if (state === 'pending') return;
  if (state !== 'running') {
    abandon(region, group, member, activity);
    return;
  }
  if (!isSuspended(group, 'AddToLoadBalancer')) registerMember(region, group, member);
  enter(region, group, member, { lifecycle: 'InService', since: region.clock.now() });
  closeActivity(region, activityOf(group, activity), 'Successful');
  group.backoff = { failures: 0, until: 0 };
}

function abandon(region: Region, group: Group, member: Member, activity: string): void {
  const why = instanceOf(region, member.instanceId)?.reason?.message ?? 'the instance is gone';
  endInstance(region, member);
  closeActivity(
    region,
    activityOf(group, activity),
    'Cancelled',
    `Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: ${why}`,
  );
  leave(region, group, member);
  countFailure(region, group);
}

type Terminating = Extract<Member['phase'], { lifecycle: 'Terminating' }>;

function awaitDrained(region: Region, group: Group, member: Member, phase: Terminating): void {
  if (isDraining(region, group, member)) return;
  endInstance(region, member);
  activityOf(group, phase.activity).status = 'InProgress';
  member.phase = { ...phase, stage: 'ending' };
}

function awaitEnded(region: Region, group: Group, member: Member, activity: string): void {
  const state = instanceOf(region, member.instanceId)?.state;
  if (state !== undefined && state !== 'terminated') return;
  closeActivity(region, activityOf(group, activity), 'Successful');
  leave(region, group, member);
}
