import type * as sdk from '@aws-sdk/client-auto-scaling';

import { findGroup } from '../../model/autoscaling/groups.ts';
import { actionsOf, globalTimeout } from '../../model/autoscaling/hooks.ts';
import type { LifecycleHook } from '../../model/autoscaling/hook.ts';
import type { Group } from '../../model/autoscaling/state.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { transitionOf, resultOf, TRANSITIONS } from './lifecycle-words.ts';

/** Makes a hook, or changes what is said of one that is there. What hooks would notify, the region has not. */
export const putHook = action<sdk.PutLifecycleHookType, sdk.PutLifecycleHookAnswer>(
  [
    'AutoScalingGroupName',
    'LifecycleHookName',
    'LifecycleTransition',
    'HeartbeatTimeout',
    'DefaultResult',
    'NotificationMetadata',
  ],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    group.hooks = merged(group.hooks, input);
    return {};
  },
);

/** What CreateAutoScalingGroup takes of hooks. */
export const HOOKS_TAKEN = [
  'LifecycleHookSpecificationList.LifecycleHookName',
  'LifecycleHookSpecificationList.LifecycleTransition',
  'LifecycleHookSpecificationList.HeartbeatTimeout',
  'LifecycleHookSpecificationList.DefaultResult',
  'LifecycleHookSpecificationList.NotificationMetadata',
] as const;

/** The hooks that a group is made with. @throws AwsError ValidationError, LimitExceeded */
export function hooksAsked(asked: readonly sdk.LifecycleHookSpecification[]): LifecycleHook[] {
  return asked.reduce<LifecycleHook[]>((hooks, hook) => merged(hooks, hook), []);
}

export const describeHooks = action<sdk.DescribeLifecycleHooksType, sdk.DescribeLifecycleHooksAnswer>(
  ['AutoScalingGroupName', 'LifecycleHookNames'],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    const names = input.LifecycleHookNames ?? [];
    const wanted = group.hooks.filter(({ name }) => names.length === 0 || names.includes(name));
    return { LifecycleHooks: wanted.map((hook) => hookView(group, hook)) };
  },
);

export const describeHookTypes = action<object, sdk.DescribeLifecycleHookTypesAnswer>([], () => ({
  LifecycleHookTypes: [...TRANSITIONS],
}));

/** Those that it holds go on first: instances that launch are abandoned, those that end continue [M]. */
export const deleteHook = action<sdk.DeleteLifecycleHookType, object>(
  ['AutoScalingGroupName', 'LifecycleHookName'],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    const hook = group.hooks.find(({ name }) => name === input.LifecycleHookName);
    if (hook === undefined) {
      throw new AwsError('ValidationError', `No lifecycle hook found with name ${input.LifecycleHookName}`);
    }
    letGo(group, hook);
    group.hooks = group.hooks.filter((other) => other !== hook);
    return {};
  },
);

function letGo(group: Group, hook: LifecycleHook): void {
  const result = hook.transition === 'autoscaling:EC2_INSTANCE_LAUNCHING' ? 'ABANDON' : 'CONTINUE';
  for (const member of group.members) {
    const held = actionsOf(member).filter((one) => one.hook === hook.name);
    for (const one of held) one.result = result;
  }
}

const MOST = 50;

type HookAsked = Pick<sdk.PutLifecycleHookType, 'LifecycleHookName'> &
  Partial<sdk.LifecycleHookSpecification>;

function merged(hooks: readonly LifecycleHook[], asked: HookAsked): LifecycleHook[] {
  const name = nameOf(asked);
  const before = hooks.find((hook) => hook.name === name);
  const hook: LifecycleHook = {
    name,
    transition: transitionOf(asked.LifecycleTransition ?? before?.transition),
    heartbeat: heartbeatOf(asked.HeartbeatTimeout ?? before?.heartbeat ?? 3600),
    defaultResult: resultOf('DefaultResult', asked.DefaultResult ?? before?.defaultResult ?? 'ABANDON'),
    metadata: asked.NotificationMetadata ?? before?.metadata,
  };
  if (before !== undefined) return hooks.map((other) => (other === before ? hook : other));
  if (hooks.length < MOST) return [...hooks, hook];
  throw new AwsError('LimitExceeded', `A group can have at most ${MOST} lifecycle hooks.`);
}

/** 1 to 255 letters, digits and `-_/` [M]. */
function nameOf({ LifecycleHookName: name = '' }: HookAsked): string {
  if (/^[A-Za-z0-9\-_/]{1,255}$/.test(name)) return name;
  throw new AwsError('ValidationError', `'${name}' is no valid name of a lifecycle hook`);
}

/** [M] */
function heartbeatOf(seconds: number): number {
  if (seconds >= 30 && seconds <= 7200) return seconds;
  throw new AwsError('ValidationError', `HeartbeatTimeout is 30 to 7200 seconds, not ${seconds}.`);
}

function hookView(group: Group, hook: LifecycleHook): sdk.LifecycleHook {
  return {
    LifecycleHookName: hook.name,
    AutoScalingGroupName: group.name,
    LifecycleTransition: hook.transition,
    NotificationMetadata: hook.metadata,
    HeartbeatTimeout: hook.heartbeat,
    GlobalTimeout: globalTimeout(hook),
    DefaultResult: hook.defaultResult,
  };
}
