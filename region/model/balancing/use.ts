import type { Region } from '../../region.ts';
import { instanceOf } from '../ec2/instance.ts';
import type { Target, TargetGroup } from './state.ts';

/** Why a target is `unused`, in AWS's reason codes. */
export interface Unused {
  readonly reason: 'Target.InvalidState' | 'Target.NotInUse';
  readonly description: string;
}

/**
 * Why a registered target gets neither requests nor health checks: no listener forwards to its group, its zone is not
 * enabled for the load balancer, or its instance is stopped or ended. Undefined when it is in use.
 */
export function unusedBecause(region: Region, group: TargetGroup, target: Target): Unused | undefined {
  const instance = instanceOf(region, target.instanceId);
  if (instance === undefined || isOff(instance.state)) {
    const state = instance?.state === 'stopped' || instance?.state === 'stopping' ? 'stopped' : 'terminated';
    return { reason: 'Target.InvalidState', description: `Target is in the ${state} state` };
  }
  const balancers = balancersOf(region, group);
  if (balancers.length === 0) {
    return {
      reason: 'Target.NotInUse',
      description: 'Target group is not configured to receive traffic from the load balancer',
    };
  }
  if (balancers.some(({ subnets }) => subnets.some(({ zone }) => zone === instance.zone))) return undefined;
  return {
    reason: 'Target.NotInUse',
    description: 'Target is in an Availability Zone that is not enabled for the load balancer',
  };
}

/** Whether nothing is left of the target's instance that could still answer a request. */
export function isGone(region: Region, target: Target): boolean {
  const instance = instanceOf(region, target.instanceId);
  return instance === undefined || isOff(instance.state);
}

/** The load balancers whose listeners forward to the group. */
export function balancersOf(region: Region, group: TargetGroup) {
  const { listeners, loadBalancers } = region.state.balancing;
  const arns = listeners
    .filter(({ targetGroupArn }) => targetGroupArn === group.arn)
    .map((l) => l.loadBalancerArn);
  return loadBalancers.filter(({ arn }) => arns.includes(arn));
}

function isOff(state: string): boolean {
  return state !== 'pending' && state !== 'running';
}
