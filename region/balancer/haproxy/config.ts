import type { ListenerRoute, RuleRoute, TargetGroupRoute } from '../balancer.ts';
import { actionLines } from './actions.ts';
import { acl } from './conditions.ts';
import { backend } from './backend.ts';
import { counterVariables, failureLine } from './counters.ts';
import type { Shares } from './shares.ts';
import type { Slots } from './slots.ts';
import { variablesOf } from './weights.ts';
import { nameOf, quoted } from './words.ts';

/** Listeners, and target groups with the slots of their backends. */
export interface Plan {
  readonly listeners: readonly ListenerRoute[];
  readonly groups: readonly PlannedGroup[];
}

export interface PlannedGroup {
  readonly route: Omit<TargetGroupRoute, 'targets'>;
  readonly slots: Slots;
}

export interface ConfigPlace {
  readonly socket: string;
  /** The network namespace that targets are reached in. */
  readonly namespace: string;
}

/**
 * haproxy's configuration: what an ALB does, and no kinder. No retry, no other target instead of one that fails, no other target
 * group instead of one without targets; 503 where there is none.
 */
export function configOf(plan: Plan, shares: Shares, { socket, namespace }: ConfigPlace): string {
  return [
    ...['global', `stats socket ${socket} mode 600 level admin expose-fd listeners`],
    ...['nbthread 1', 'hard-stop-after 5m'],
    ...[...variablesOf(plan.listeners), ...counterVariables(plan)].map(
      ({ name, value }) => `set-var ${name} int(${value})`,
    ),
    '',
    ...['defaults', 'mode http', 'retries 0', 'timeout connect 10s', ''],
    ...plan.listeners.flatMap((listener) =>
      listener.protocol === 'TCP' ? gate(listener) : frontend(listener),
    ),
    ...plan.groups.flatMap((group) => backend(group, namespace, shares)),
  ].join('\n');
}

/** A request gets the name of the first rule that it matches, then what that one says; AWSALBTG is told again each time. */
function frontend({ listenerArn, address, port, idleTimeout, rules }: ListenerRoute): string[] {
  const cookie = 'AWSALBTG=%[var(txn.group)]; Expires=%[date,add(txn.sticky),http_date]; Path=/';
  return [
    `frontend ${nameOf('l', listenerArn)}`,
    `bind ${address}:${port}`,
    `timeout client ${idleTimeout}s`,
    'option forwardfor',
    'http-request set-header X-Forwarded-Proto http',
    `http-request set-header X-Forwarded-Port ${port}`,
    ...rules.map(matching),
    ...rules.flatMap(actionLines),
    `http-response add-header Set-Cookie ${quoted(cookie)} if { var(txn.sticky) -m found }`,
    failureLine(listenerArn),
    'use_backend %[var(txn.group)] if { var(txn.group) -m found }',
    '',
  ];
}

/** Whole connections go to the one target group of the one rule. */
function gate({ listenerArn, address, port, idleTimeout, rules }: ListenerRoute): string[] {
  const action = rules.at(-1)?.action;
  const group = action?.kind === 'forward' ? action.targetGroups[0] : undefined;
  return [
    `frontend ${nameOf('l', listenerArn)}`,
    'mode tcp',
    `bind ${address}:${port}`,
    `timeout client ${idleTimeout}s`,
    ...(group === undefined ? [] : [`default_backend ${nameOf('g', group.arn)}`]),
    '',
  ];
}

function matching({ ruleArn, conditions }: RuleRoute): string {
  const first = ['!{ var(txn.rule) -m found }', ...conditions.map(acl)];
  return `http-request set-var(txn.rule) str(${nameOf('r', ruleArn)}) if ${first.join(' ')}`;
}
