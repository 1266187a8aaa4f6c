import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';

import { listenerOf, loadBalancerOf, targetGroupOf } from '../../model/balancing/find.ts';
import type { Listener, TargetGroup } from '../../model/balancing/state.ts';
import { balancersOf } from '../../model/balancing/use.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { pageOf } from '../page.ts';
import { checkRange, newArn } from './names.ts';
import { mergeTags } from './tags.ts';

/** An HTTP listener that forwards everything to one target group. */
export const createListener = action<sdk.CreateListenerInput, sdk.CreateListenerOutput>(
  [
    'LoadBalancerArn',
    'Protocol',
    'Port',
    'DefaultActions.Type',
    'DefaultActions.TargetGroupArn',
    'DefaultActions.Order',
    'DefaultActions.ForwardConfig',
    'Tags',
  ],
  (region, input) => {
    const balancer = loadBalancerOf(region, input.LoadBalancerArn);
    const port = portAsked(input.Protocol, input.Port);
    const group = targetGroupOf(region, targetAsked(input.DefaultActions));
    checkFree(region, balancer.arn, port, group);
    const id = balancer.arn.split(':loadbalancer/')[1] ?? '';
    const listener: Listener = {
      arn: newArn(region, `listener/${id}`),
      loadBalancerArn: balancer.arn,
      port,
      targetGroupArn: group.arn,
      tags: mergeTags({}, input.Tags ?? []),
    };
    region.state.balancing.listeners.push(listener);
    return { Listeners: [view(listener)] };
  },
);

export const describeListeners = action<sdk.DescribeListenersInput, sdk.DescribeListenersOutput>(
  ['LoadBalancerArn', 'ListenerArns', 'Marker', 'PageSize'],
  (region, input) => {
    const page = pageOf(wanted(region, input), input.Marker, input.PageSize ?? 400, 'ValidationError');
    return { Listeners: page.items.map(view), NextMarker: page.next };
  },
);

export const deleteListener = action<sdk.DeleteListenerInput, object>(['ListenerArn'], (region, input) => {
  const listener = listenerOf(region, input.ListenerArn);
  region.state.balancing.listeners = region.state.balancing.listeners.filter((other) => other !== listener);
  return {};
});

function portAsked(protocol: string | undefined, port: number | undefined): number {
  if (port === undefined || protocol === undefined) {
    throw new AwsError('ValidationError', 'A listener needs a protocol and a port');
  }
  if (protocol !== 'HTTP') {
    throw new AwsError('ValidationError', `The local region does not model listeners for ${protocol}`);
  }
  checkRange('Port', port, 1, 65535);
  return port;
}

/** The one target group of the default actions, said in either of AWS's two ways. */
function targetAsked(actions: readonly sdk.Action[]): string {
  const [first] = actions;
  const forwards = first?.ForwardConfig?.TargetGroups ?? [];
  const arns = new Set([first?.TargetGroupArn, ...forwards.map(({ TargetGroupArn }) => TargetGroupArn)]);
  arns.delete(undefined);
  const [arn] = arns;
  const sticky = first?.ForwardConfig?.TargetGroupStickinessConfig?.Enabled === true;
  if (actions.length === 1 && first?.Type === 'forward' && arns.size === 1 && arn !== undefined && !sticky)
    return arn;
  throw new AwsError(
    'ValidationError',
    'The local region models one default action: forward to one target group',
  );
}

function checkFree(region: Region, balancerArn: string, port: number, group: TargetGroup): void {
  const { listeners } = region.state.balancing;
  if (listeners.some((listener) => listener.loadBalancerArn === balancerArn && listener.port === port)) {
    throw new AwsError('DuplicateListener', 'A listener already exists on this port for this load balancer');
  }
  if (balancersOf(region, group).every(({ arn }) => arn === balancerArn)) return;
  throw new AwsError(
    'TargetGroupAssociationLimit',
    `The following target groups cannot be associated with more than one load balancer: ${group.arn}`,
  );
}

function wanted(region: Region, input: sdk.DescribeListenersInput): readonly Listener[] {
  if (input.ListenerArns !== undefined) return input.ListenerArns.map((arn) => listenerOf(region, arn));
  if (input.LoadBalancerArn === undefined) {
    throw new AwsError('ValidationError', 'You must specify either listener ARNs or a load balancer ARN');
  }
  const { arn } = loadBalancerOf(region, input.LoadBalancerArn);
  return region.state.balancing.listeners.filter(({ loadBalancerArn }) => loadBalancerArn === arn);
}

function view(listener: Listener): sdk.Listener {
  const forward = { TargetGroups: [{ TargetGroupArn: listener.targetGroupArn, Weight: 1 }] };
  return {
    ListenerArn: listener.arn,
    LoadBalancerArn: listener.loadBalancerArn,
    Protocol: 'HTTP',
    Port: listener.port,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: listener.targetGroupArn, ForwardConfig: forward }],
  };
}
