import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { uuid } from '../../random.ts';
import type { LifecycleAction, LifecycleHook } from './hook.ts';
import type { Group, Member } from './state.ts';

/** Seconds that a hook may hold a member in all: 100 heartbeats, at most 48 hours [UG]. */
export function globalTimeout({ heartbeat }: LifecycleHook): number {
  return Math.min(48 * 3600, heartbeat * 100);
}

/** Begins the actions of all hooks of a transition, side by side: AWS promises no order among them [UG]. None where no hook is. */
export function beginActions(
  region: Region,
  group: Group,
  transition: LifecycleHook['transition'],
): LifecycleAction[] {
  const now = region.clock.now();
  const hooks = group.hooks.filter((hook) => hook.transition === transition);
  return hooks.map((hook): LifecycleAction => ({
    hook: hook.name,
    token: uuid(region.random),
    heartbeat: hook.heartbeat,
    otherwise: hook.defaultResult,
    until: now + hook.heartbeat * 1000,
    latest: now + globalTimeout(hook) * 1000,
    result: undefined,
    timedOut: false,
  }));
}

/**
 * What a member's actions have come to, after those whose time is up have got the result of their hook: the one that was
 * abandoned, which stops the others; `done` when all were continued; undefined while one of them holds it [UG].
 */
export function outcomeOf(
  region: Region,
  actions: readonly LifecycleAction[],
): { readonly abandoned: LifecycleAction } | 'done' | undefined {
  for (const action of actions) {
    if (action.result !== undefined || region.clock.now() < action.until) continue;
    action.timedOut = true;
    action.result = action.otherwise;
  }
  const abandoned = actions.find(({ result }) => result === 'ABANDON');
  if (abandoned !== undefined) return { abandoned };
  return actions.every(({ result }) => result === 'CONTINUE') ? 'done' : undefined;
}

/** Why a launch was cancelled, in AWS's words [UG: ts-as-lifecycle-hooks]. */
export function abandonment({ token, timedOut }: LifecycleAction): string {
  const why = timedOut ? 'Heartbeat Timeout' : 'Lifecycle Action Completed with ABANDON Result';
  return `Instance failed to complete user's Lifecycle Action: Lifecycle Action with token ${token} was abandoned: ${why}`;
}

/** The actions that hold a member now. */
export function actionsOf({ phase }: Member): readonly LifecycleAction[] {
  const waits =
    (phase.lifecycle === 'Pending' || phase.lifecycle === 'Terminating') && phase.stage === 'waiting';
  return waits ? phase.actions.filter(({ result }) => result === undefined) : [];
}

/** When the actions of a group's members run out of time. */
export function actionsEnd(group: Group): number[] {
  return group.members.flatMap((member) => actionsOf(member).map(({ until }) => until));
}

/**
 * The action that somebody names by its token, or by the instance that it holds.
 *
 * @throws AwsError ValidationError when there is none, any more
 */
export function findAction(
  group: Group,
  hook: string,
  named: { readonly token: string | undefined; readonly instanceId: string | undefined },
): LifecycleAction {
  for (const member of group.members) {
    if (named.instanceId !== undefined && named.instanceId !== member.instanceId) continue;
    const action = actionsOf(member).find(
      (one) => one.hook === hook && (named.token === undefined || named.token === one.token),
    );
    if (action !== undefined) return action;
  }
  const what = named.token === undefined ? `instance ID ${named.instanceId}` : `token ${named.token}`;
  throw new AwsError('ValidationError', `No active Lifecycle Action found with ${what}`);
}
