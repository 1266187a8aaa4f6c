import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';

import { listenerOf, loadBalancerOf } from '../../model/balancing/find.ts';
import { defaultRuleOf, removeListeners } from '../../model/balancing/rules.ts';
import type { Listener, LoadBalancer, Protocol } from '../../model/balancing/state.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { pageOf } from '../page.ts';
import { checkRange, newArn } from './names.ts';
import { ACTION_MEMBERS, actionAsked, actionView } from './rule-actions.ts';
import { newRuleArn } from './rules.ts';
import { mergeTags } from './tags.ts';

const DEFAULT_ACTIONS = ACTION_MEMBERS.map((name) => `DefaultActions.${name}` as const);

/** A listener, HTTP or TCP, with its default rule. */
export const createListener = action<sdk.CreateListenerInput, sdk.CreateListenerOutput>(
  ['LoadBalancerArn', 'Protocol', 'Port', 'Tags', ...DEFAULT_ACTIONS],
  (region, input) => {
    const balancer = loadBalancerOf(region, input.LoadBalancerArn);
    const port = portAsked(input.Port);
    const protocol = protocolAsked(balancer, input.Protocol);
    checkFree(region, balancer.arn, port);
    const byDefault = actionAsked(region, balancer, input.DefaultActions);
    const id = balancer.arn.split(':loadbalancer/')[1] ?? '';
    const listener: Listener = {
      arn: newArn(region, `listener/${id}`),
      loadBalancerArn: balancer.arn,
      protocol,
      port,
      tags: mergeTags({}, input.Tags ?? []),
    };
    region.state.balancing.listeners.push(listener);
    region.state.balancing.rules.push({
      arn: newRuleArn(region, listener),
      listenerArn: listener.arn,
      priority: 'default',
      conditions: [],
      action: byDefault,
      tags: {},
    });
    return { Listeners: [view(region, listener)] };
  },
);

export const describeListeners = action<sdk.DescribeListenersInput, sdk.DescribeListenersOutput>(
  ['LoadBalancerArn', 'ListenerArns', 'Marker', 'PageSize'],
  (region, input) => {
    const page = pageOf(wanted(region, input), input.Marker, input.PageSize ?? 400, 'ValidationError');
    return { Listeners: page.items.map((listener) => view(region, listener)), NextMarker: page.next };
  },
);

/** What is given replaces the port, and all default actions; what is not given stays [M]. */
export const modifyListener = action<sdk.ModifyListenerInput, sdk.ModifyListenerOutput>(
  ['ListenerArn', 'Protocol', 'Port', ...DEFAULT_ACTIONS],
  (region, input) => {
    const listener = listenerOf(region, input.ListenerArn);
    const balancer = loadBalancerOf(region, listener.loadBalancerArn);
    const port = portAsked(input.Port ?? listener.port);
    protocolAsked(balancer, input.Protocol ?? listener.protocol);
    if (port !== listener.port) checkFree(region, balancer.arn, port);
    const rule = defaultRuleOf(region, listener);
    rule.action = input.DefaultActions ? actionAsked(region, balancer, input.DefaultActions) : rule.action;
    listener.port = port;
    return { Listeners: [view(region, listener)] };
  },
);

export const deleteListener = action<sdk.DeleteListenerInput, object>(['ListenerArn'], (region, input) => {
  const listener = listenerOf(region, input.ListenerArn);
  removeListeners(region, (other) => other === listener);
  return {};
});

function portAsked(port: number | undefined): number {
  if (port === undefined) throw new AwsError('ValidationError', 'A listener needs a port');
  checkRange('Port', port, 1, 65535);
  return port;
}

/** Each kind of load balancer has one protocol here. */
function protocolAsked({ type }: LoadBalancer, protocol: string | undefined): Protocol {
  if (protocol === undefined) throw new AwsError('ValidationError', 'A listener needs a protocol');
  const own = type === 'network' ? 'TCP' : 'HTTP';
  if (protocol === own) return own;
  throw new AwsError(
    'ValidationError',
    `The local region models ${own} listeners of ${type} load balancers, not listeners for ${protocol}`,
  );
}

function checkFree(region: Region, balancerArn: string, port: number): void {
  const { listeners } = region.state.balancing;
  if (!listeners.some((listener) => listener.loadBalancerArn === balancerArn && listener.port === port))
    return;
  throw new AwsError('DuplicateListener', 'A listener already exists on this port for this load balancer');
}

function wanted(region: Region, input: sdk.DescribeListenersInput): readonly Listener[] {
  if (input.ListenerArns !== undefined) return input.ListenerArns.map((arn) => listenerOf(region, arn));
  if (input.LoadBalancerArn === undefined) {
    throw new AwsError('ValidationError', 'You must specify either listener ARNs or a load balancer ARN');
  }
  const { arn } = loadBalancerOf(region, input.LoadBalancerArn);
  return region.state.balancing.listeners.filter(({ loadBalancerArn }) => loadBalancerArn === arn);
}

function view(region: Region, listener: Listener): sdk.Listener {
  return {
    ListenerArn: listener.arn,
    LoadBalancerArn: listener.loadBalancerArn,
    Protocol: listener.protocol,
    Port: listener.port,
    DefaultActions: [actionView(defaultRuleOf(region, listener).action)],
  };
}
