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
import { balancerAttribute, groupAttribute } from './attributes.ts';
import { isOpen } from './fail-open.ts';
import { unhealthyMode } from './unhealthy.ts';
import { rulesOf } from './rules.ts';
import type { Listener, LoadBalancer, Rule, Target, TargetGroup } from './state.ts';
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
  const rules = rulesOf(region, listener.arn).map((rule) => ruleRoute(region, rule));
  const { address } = balancer;
  return [
    {
      listenerArn: listener.arn,
      protocol: listener.protocol,
      address,
      port: listener.port,
      idleTimeout: idleTimeoutOf(balancer),
      rules,
    },
  ];
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
  const isSticky = groupAttribute(group, 'stickiness.enabled') === 'true';
  return [
    {
      targetGroupArn: group.arn,
      protocol: group.protocol,
      leaving: leavingOf(group),
      idleTimeout: idleTimeoutOf(balancer),
      algorithm: algorithmOf(group),
      ...(isSticky
        ? { stickiness: Number(groupAttribute(group, 'stickiness.lb_cookie.duration_seconds')) }
        : {}),
      targets,
    },
  ];
}

/** Of a network load balancer it is 350 s [UG]. */
function idleTimeoutOf(balancer: LoadBalancer): number {
  if (balancer.type === 'network') return 350;
  return Number(balancerAttribute(balancer, 'idle_timeout.timeout_seconds'));
}

/** Flows through a network load balancer outlive the deregistration of their target, unless they are to be cut [M]. */
function leavingOf(group: TargetGroup): TargetGroupRoute['leaving'] {
  const isLeft =
    group.protocol === 'TCP' &&
    groupAttribute(group, 'deregistration_delay.connection_termination.enabled') === 'false';
  return isLeft ? 'left' : 'cut';
}

function algorithmOf(group: TargetGroup): TargetGroupRoute['algorithm'] {
  if (group.protocol === 'TCP') return 'round_robin';
  const isLeast = groupAttribute(group, 'load_balancing.algorithm.type') === 'least_outstanding_requests';
  return isLeast ? 'least_outstanding_requests' : 'round_robin';
}

function targetRoute(region: Region, group: TargetGroup, target: Target): TargetRoute[] {
  const mode = modeOf(group, target, region.clock.now());
  const address = instanceOf(region, target.instanceId)?.privateAddress;
  if (mode === undefined || address === undefined) return [];
  const { instanceId, port, phase } = target;
  const warming = phase.kind === 'healthy' && phase.warming ? { warming: phase.warming } : {};
  return [{ instanceId, address, port, mode, ...warming }];
}

/**
 * How a target is treated; undefined when it is not known to the data plane. Where too few targets are healthy, all get
 * requests: the load balancer fails open [UG].
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
      return isOpen(group) ? 'serve' : unhealthyMode(group, phase.since, now);
    case 'draining':
      return phase.servesUntil !== undefined && now < phase.servesUntil ? 'serve' : 'finish';
  }
}
