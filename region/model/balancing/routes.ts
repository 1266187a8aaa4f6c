import type {
  ListenerRoute,
  Routes,
  RuleRoute,
  TargetGroupRoute,
  TargetRoute,
} from '../../balancer/balancer.ts';
import type { Forward } from '../../balancer/rule.ts';
import type { Region } from '../../region.ts';
import { instanceOf } from '../ec2/instance.ts';
import { switchOf } from '../switches.ts';
import { rulesOf } from './rules.ts';
import type { Listener, Rule, Target, TargetGroup } from './state.ts';
import { balancersOf } from './use.ts';

/** What the data plane is to do now: the whole of it. */
export function routesOf(region: Region): Routes {
  const { listeners, targetGroups } = region.state.balancing;
  return {
    listeners: listeners.flatMap((listener) => listenerRoute(region, listener)),
    targetGroups: targetGroups.flatMap((group) => groupRoute(region, group)),
  };
}

function listenerRoute(region: Region, listener: Listener): ListenerRoute[] {
  const balancer = region.state.balancing.loadBalancers.find(({ arn }) => arn === listener.loadBalancerArn);
  if (balancer === undefined) return [];
  const { address, idleTimeout } = balancer;
  const rules = rulesOf(region, listener.arn).map((rule) => ruleRoute(region, rule));
  return [{ listenerArn: listener.arn, address, port: listener.port, idleTimeout, rules }];
}

function ruleRoute(region: Region, { arn, conditions, action }: Rule): RuleRoute {
  return {
    ruleArn: arn,
    conditions,
    action: action.kind === 'forward' ? { ...action, keeps: keptBy(region, action) } : action,
  };
}

function keptBy(region: Region, { targetGroups, stickiness }: Forward): string[] {
  if (stickiness === undefined) return [];
  const least = switchOf(region, 'sticky-weight-zero') === 'stays' ? 0 : 1;
  return targetGroups.filter(({ weight }) => weight >= least).map(({ arn }) => arn);
}

/** A group that no rule forwards to has no route. */
function groupRoute(region: Region, group: TargetGroup): TargetGroupRoute[] {
  const [balancer] = balancersOf(region, group);
  if (balancer === undefined) return [];
  const targets = group.targets.flatMap((target) => targetRoute(region, group, target));
  return [{ targetGroupArn: group.arn, idleTimeout: balancer.idleTimeout, targets }];
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
