import type { Region } from '../../region.ts';
import { instanceOf } from '../ec2/instance.ts';
import { activityOf, closeActivity, goOn } from './activities.ts';
import { isDraining, registerMember } from './attachments.ts';
import { awaitDetached } from './detach.ts';
import { endInstance } from './end.ts';
import { abandonment, beginActions, outcomeOf } from './hooks.ts';
import { enter, leave } from './members.ts';
import { isSuspended } from './processes.ts';
import { countFailure } from './refusal.ts';
import { awaitStandby } from './standby.ts';
import type { Group, Member } from './state.ts';

/** Takes a member as far along its life as its instance, its hooks and its target groups allow. */
export function advanceMember(region: Region, group: Group, member: Member): void {
  const { phase } = member;
  switch (phase.lifecycle) {
    case 'Pending':
      advanceLaunch(region, group, member, phase);
      return;
    case 'InService':
    case 'Standby':
      return;
    case 'EnteringStandby':
      awaitStandby(region, group, member, phase);
      return;
    case 'Detaching':
      awaitDetached(region, group, member, phase);
      return;
    case 'Terminating':
      if (phase.stage === 'draining') awaitDrained(region, group, member, phase);
      else if (phase.stage === 'waiting') awaitLeave(region, group, member, phase);
      else awaitEnded(region, group, member, phase.activity);
  }
}

type Pending = Extract<Member['phase'], { lifecycle: 'Pending' }>;

function advanceLaunch(region: Region, group: Group, member: Member, phase: Pending): void {
  const state = instanceOf(region, member.instanceId)?.state;
  if (state === 'pending') return;
  if (state !== 'running' && phase.stage !== 'returning') {
    const why = instanceOf(region, member.instanceId)?.reason?.message ?? 'the instance is gone';
    const text = 'Instance became unhealthy while waiting for instance to be in InService state.';
    abandon(region, group, member, phase.activity, `${text} Termination Reason: ${why}`);
  } else if (phase.stage === 'booting') welcome(region, group, member, phase.activity);
  else if (phase.stage === 'waiting') awaitWelcome(region, group, member, phase);
  else serve(region, group, member, phase.activity);
}

/** A running instance waits for the hooks of its group, or serves where there are none. */
function welcome(region: Region, group: Group, member: Member, activity: string): void {
  const actions = beginActions(region, group, 'autoscaling:EC2_INSTANCE_LAUNCHING');
  if (actions.length === 0) {
    serve(region, group, member, activity);
    return;
  }
  goOn(region, group, activityOf(group, activity), 'MidLifecycleAction');
  enter(region, group, member, { lifecycle: 'Pending', stage: 'waiting', activity, actions });
}

function awaitWelcome(
  region: Region,
  group: Group,
  member: Member,
  { activity, actions }: Extract<Pending, { stage: 'waiting' }>,
): void {
  const outcome = outcomeOf(region, actions);
  if (outcome === 'done') {
    goOn(region, group, activityOf(group, activity), 'PreInService');
    enter(region, group, member, { lifecycle: 'Pending', stage: 'proceeding', activity });
  } else if (outcome !== undefined) {
    abandon(region, group, member, activity, abandonment(outcome.abandoned));
  }
}

/** It is registered and in service at once, long before its targets are healthy [UG]. */
function serve(region: Region, group: Group, member: Member, activity: string): void {
  if (!isSuspended(group, 'AddToLoadBalancer')) registerMember(region, group, member);
  enter(region, group, member, { lifecycle: 'InService', since: region.clock.now() });
  closeActivity(region, group, activityOf(group, activity), 'Successful');
  group.backoff = { failures: 0, until: 0 };
}

/** Ends an instance that never served; the next launch is put off. */
function abandon(region: Region, group: Group, member: Member, activityId: string, why: string): void {
  endInstance(region, member);
  const activity = activityOf(group, activityId);
  activity.description += `.  Status Reason: ${why}`;
  closeActivity(region, group, activity, 'Cancelled', why);
  leave(region, group, member);
  countFailure(region, group);
}

type Terminating = Extract<Member['phase'], { lifecycle: 'Terminating' }>;

/** The hooks of a group hold a member when it has drained, not before [UG]. */
function awaitDrained(region: Region, group: Group, member: Member, phase: Terminating): void {
  if (isDraining(region, group, member)) return;
  const actions = beginActions(region, group, 'autoscaling:EC2_INSTANCE_TERMINATING');
  if (actions.length === 0) {
    end(region, group, member, phase);
    return;
  }
  goOn(region, group, activityOf(group, phase.activity), 'MidLifecycleAction');
  enter(region, group, member, { ...phase, stage: 'waiting', actions });
}

/** Abandoned or continued: it ends [UG]. */
function awaitLeave(region: Region, group: Group, member: Member, phase: Terminating): void {
  if (outcomeOf(region, phase.actions) === undefined) return;
  end(region, group, member, phase);
  enter(region, group, member, member.phase);
}

function end(region: Region, group: Group, member: Member, phase: Terminating): void {
  endInstance(region, member);
  goOn(region, group, activityOf(group, phase.activity), 'InProgress');
  member.phase = { ...phase, stage: 'ending' };
}

function awaitEnded(region: Region, group: Group, member: Member, activity: string): void {
  const state = instanceOf(region, member.instanceId)?.state;
  if (state !== undefined && state !== 'terminated') return;
  closeActivity(region, group, activityOf(group, activity), 'Successful');
  leave(region, group, member);
}
