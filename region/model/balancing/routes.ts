import type { ListenerRoute, TargetRoute } from '../../balancer/balancer.ts';
import type { Region } from '../../region.ts';
import { instanceOf } from '../ec2/instance.ts';
import type { Listener, LoadBalancer, Target, TargetGroup } from './state.ts';

/** What the data plane is to do now: the whole of it. */
export function routesOf(region: Region): ListenerRoute[] {
  const { listeners, loadBalancers, targetGroups } = region.state.balancing;
  return listeners.flatMap((listener) => {
    const balancer = loadBalancers.find(({ arn }) => arn === listener.loadBalancerArn);
    const group = targetGroups.find(({ arn }) => arn === listener.targetGroupArn);
    return balancer && group ? [routeOf(region, listener, balancer, group)] : [];
  });
}

function routeOf(
  region: Region,
  listener: Listener,
  balancer: LoadBalancer,
  group: TargetGroup,
): ListenerRoute {
  return {
    listenerArn: listener.arn,
    address: balancer.address,
    port: listener.port,
    idleTimeout: balancer.idleTimeout,
    targetGroupArn: group.arn,
    targets: group.targets.flatMap((target) => targetRoute(region, group, target)),
  };
}

function targetRoute(region: Region, group: TargetGroup, target: Target): TargetRoute[] {
  const mode = modeOf(group, target, region.clock.now());
  const address = instanceOf(region, target.instanceId)?.privateAddress;
  if (mode === undefined || address === undefined) return [];
  return [{ instanceId: target.instanceId, address, port: target.port, mode }];
}

/**
 * How a target is treated; undefined when it is not known to the data plane. Where no target is healthy, all get requests:
 * the load balancer fails open [UG].
 */
export function modeOf(group: TargetGroup, target: Target, now: number): TargetRoute['mode'] | undefined {
  const { phase } = target;
  switch (phase.kind) {
    case 'unused':
      return undefined;
    case 'registering':
      return 'hold';
    case 'initial':
      return isOpen(group) ? 'serve' : 'hold';
    case 'healthy':
      return 'serve';
    case 'unhealthy':
      return isOpen(group) ? 'serve' : 'finish';
    case 'draining':
      return phase.servesUntil !== undefined && now < phase.servesUntil ? 'serve' : 'finish';
  }
}

function isOpen(group: TargetGroup): boolean {
  return !group.targets.some(({ phase }) => phase.kind === 'healthy');
}
