import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import type { Listener, LoadBalancer, Rule, TargetGroup } from './state.ts';

export function findTargetGroup(region: Region, arn: string): TargetGroup | undefined {
  return region.state.balancing.targetGroups.find((group) => group.arn === arn);
}

/** @throws AwsError TargetGroupNotFound */
export function targetGroupOf(region: Region, arn: string): TargetGroup {
  const group = findTargetGroup(region, arn);
  if (group === undefined) throw new AwsError('TargetGroupNotFound', `Target groups '${arn}' not found`);
  return group;
}

/** @throws AwsError LoadBalancerNotFound */
export function loadBalancerOf(region: Region, arn: string): LoadBalancer {
  const balancer = region.state.balancing.loadBalancers.find((candidate) => candidate.arn === arn);
  if (balancer === undefined)
    throw new AwsError('LoadBalancerNotFound', `Load balancers '[${arn}]' not found`);
  return balancer;
}

/** @throws AwsError ListenerNotFound */
export function listenerOf(region: Region, arn: string): Listener {
  const listener = region.state.balancing.listeners.find((candidate) => candidate.arn === arn);
  if (listener === undefined) throw new AwsError('ListenerNotFound', `Listeners '[${arn}]' not found`);
  return listener;
}

/** @throws AwsError RuleNotFound */
export function ruleOf(region: Region, arn: string): Rule {
  const rule = region.state.balancing.rules.find((candidate) => candidate.arn === arn);
  if (rule === undefined) throw new AwsError('RuleNotFound', `Rules '[${arn}]' not found`);
  return rule;
}
