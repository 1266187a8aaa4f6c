import type { RuleAction } from '../../balancer/rule.ts';
import type { Region } from '../../region.ts';
import { instanceOf } from '../ec2/instance.ts';
import type { LoadBalancer, Target, TargetGroup } from './state.ts';

/** Why a target is `unused`, in AWS's reason codes. */
export interface Unused {
  readonly reason: 'Target.InvalidState' | 'Target.NotInUse';
  readonly description: string;
}

/**
 * Why a registered target gets neither requests nor health checks: no rule forwards to its group, its load balancer
 * is not in its zone, or its instance is stopped or ended. Undefined when it is in use.
 */
export function unusedBecause(region: Region, group: TargetGroup, target: Target): Unused | undefined {
  if (isGone(region, target)) {
    const current = instanceOf(region, target.instanceId)?.state;
    const state = current === 'stopped' || current === 'stopping' ? 'stopped' : 'terminated';
    return { reason: 'Target.InvalidState', description: `Target is in the ${state} state` };
  }
  const balancers = balancersOf(region, group);
  const zone = instanceOf(region, target.instanceId)?.zone;
  if (balancers.some(({ subnets }) => subnets.some((subnet) => subnet.zone === zone))) return undefined;
  return {
    reason: 'Target.NotInUse',
    description:
      balancers.length > 0
        ? 'Target is in an Availability Zone that is not enabled for the load balancer'
        : 'Target group is not configured to receive traffic from the load balancer',
  };
}

/** Whether the load balancer knows by now that the target's instance is off. */
export function isGone(region: Region, target: Target): boolean {
  const when = goneAt(region, target);
  return when !== undefined && region.clock.now() >= when;
}

/**
 * When the load balancer learns that the target's instance is off, which it sends requests to until then: it is no quicker
 * than with a deregistration. Undefined while the instance runs.
 */
export function goneAt(region: Region, target: Target): number | undefined {
  const instance = instanceOf(region, target.instanceId);
  if (instance === undefined) return 0;
  if (instance.state === 'pending' || instance.state === 'running') return undefined;
  return (instance.offSince ?? instance.since) + region.state.balancing.lags.deregistration * 1000;
}

/** The load balancers of whose listeners a rule forwards to the group, with whatever weight. */
export function balancersOf(region: Region, group: TargetGroup): LoadBalancer[] {
  const { listeners, loadBalancers, rules } = region.state.balancing;
  const forwarding = new Set(
    rules.filter(({ action }) => forwardsTo(action, group)).map(({ listenerArn }) => listenerArn),
  );
  const arns = listeners
    .filter(({ arn }) => forwarding.has(arn))
    .map(({ loadBalancerArn }) => loadBalancerArn);
  return loadBalancers.filter(({ arn }) => arns.includes(arn));
}

function forwardsTo(action: RuleAction, group: TargetGroup): boolean {
  return action.kind === 'forward' && action.targetGroups.some(({ arn }) => arn === group.arn);
}
