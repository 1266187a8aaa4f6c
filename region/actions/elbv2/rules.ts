import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';

import { listenerOf, loadBalancerOf, ruleOf } from '../../model/balancing/find.ts';
import { rulesOf } from '../../model/balancing/rules.ts';
import type { Listener, LoadBalancer, Rule } from '../../model/balancing/state.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { pageOf } from '../page.ts';
import { newArn } from './names.ts';
import { checkPriority } from './priorities.ts';
import { ACTION_MEMBERS, actionAsked, actionView } from './rule-actions.ts';
import { CONDITION_MEMBERS, conditionsAsked, conditionView } from './rule-conditions.ts';
import { mergeTags } from './tags.ts';

const ACTIONS = ACTION_MEMBERS.map((name) => `Actions.${name}` as const);
const CONDITIONS = CONDITION_MEMBERS.map((name) => `Conditions.${name}` as const);

/** Rules of a load balancer, without the defaults [UG]. */
const MOST = 100;

/** A rule of an application load balancer's listener, in force as soon as it is made. */
export const createRule = action<sdk.CreateRuleInput, sdk.CreateRuleOutput>(
  ['ListenerArn', 'Priority', 'Tags', ...ACTIONS, ...CONDITIONS],
  (region, input) => {
    const listener = listenerOf(region, input.ListenerArn);
    const balancer = loadBalancerOf(region, listener.loadBalancerArn);
    if (balancer.type === 'network')
      throw new AwsError('ValidationError', 'The local region models no rules of network load balancers');
    checkPriority(region, listener.arn, input.Priority);
    checkRoom(region, balancer);
    const rule: Rule = {
      arn: newRuleArn(region, listener),
      listenerArn: listener.arn,
      priority: input.Priority,
      conditions: conditionsAsked(input.Conditions),
      action: actionAsked(region, balancer, input.Actions),
      tags: mergeTags({}, input.Tags ?? []),
    };
    region.state.balancing.rules.push(rule);
    return { Rules: [ruleView(rule)] };
  },
);

export const describeRules = action<sdk.DescribeRulesInput, sdk.DescribeRulesOutput>(
  ['ListenerArn', 'RuleArns', 'Marker', 'PageSize'],
  (region, input) => {
    const page = pageOf(wanted(region, input), input.Marker, input.PageSize ?? 400, 'ValidationError');
    return { Rules: page.items.map(ruleView), NextMarker: page.next };
  },
);

/** What is given replaces all conditions, all actions; what is not given stays [M]. */
export const modifyRule = action<sdk.ModifyRuleInput, sdk.ModifyRuleOutput>(
  ['RuleArn', ...ACTIONS, ...CONDITIONS],
  (region, input) => {
    const rule = ruleOf(region, input.RuleArn);
    const listener = listenerOf(region, rule.listenerArn);
    const balancer = loadBalancerOf(region, listener.loadBalancerArn);
    if (rule.priority === 'default' && input.Conditions !== undefined)
      throw new AwsError('OperationNotPermitted', `Default rule '${rule.arn}' cannot have conditions`);
    const conditions = input.Conditions && conditionsAsked(input.Conditions);
    const asked = input.Actions && actionAsked(region, balancer, input.Actions);
    rule.conditions = conditions ?? rule.conditions;
    rule.action = asked ?? rule.action;
    return { Rules: [ruleView(rule)] };
  },
);

export const deleteRule = action<sdk.DeleteRuleInput, object>(['RuleArn'], (region, input) => {
  const { balancing } = region.state;
  const rule = ruleOf(region, input.RuleArn);
  if (rule.priority === 'default')
    throw new AwsError('OperationNotPermitted', `Default rule '${rule.arn}' cannot be deleted`);
  balancing.rules = balancing.rules.filter((other) => other !== rule);
  return {};
});

/** `listener/app/web/<id>/<id>` has rules `listener-rule/app/web/<id>/<id>/<id>`. */
export function newRuleArn(region: Region, listener: Listener): string {
  return newArn(region, `listener-rule/${listener.arn.split(':listener/')[1] ?? ''}`);
}

export function ruleView({ arn, priority, conditions, action }: Rule): sdk.Rule {
  return {
    RuleArn: arn,
    Priority: String(priority),
    Conditions: conditions.map(conditionView),
    Actions: [actionView(action)],
    IsDefault: priority === 'default',
  };
}

function checkRoom(region: Region, balancer: LoadBalancer): void {
  const { listeners, rules } = region.state.balancing;
  const own = new Set(
    listeners.filter(({ loadBalancerArn }) => loadBalancerArn === balancer.arn).map(({ arn }) => arn),
  );
  const count = rules.filter(
    ({ listenerArn, priority }) => own.has(listenerArn) && priority !== 'default',
  ).length;
  if (count < MOST) return;
  throw new AwsError('TooManyRules', `The maximum number of rules, '${MOST}', has been reached`);
}

function wanted(region: Region, input: sdk.DescribeRulesInput): readonly Rule[] {
  if (input.RuleArns !== undefined) return input.RuleArns.map((arn) => ruleOf(region, arn));
  if (input.ListenerArn === undefined)
    throw new AwsError('ValidationError', 'You must specify either listener rule ARNs or a listener ARN');
  return rulesOf(region, listenerOf(region, input.ListenerArn).arn);
}
