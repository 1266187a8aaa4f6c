import type {
  ListenerRoute,
  Routes,
  RuleRoute,
  TargetGroupRoute,
  TargetRoute,
} from '../../../region/balancer/balancer.ts';
import type { Condition } from '../../../region/balancer/rule.ts';

/** A rule in few words: a forward to groups with weights, or another action. */
export interface ShortRule {
  readonly when?: readonly Condition[];
  readonly forward?: Readonly<Record<string, number>>;
  readonly stickiness?: number;
  /** Groups whose clients stay; all where nothing is said and there is stickiness. */
  readonly keeps?: readonly string[];
  readonly action?: RuleRoute['action'];
}

interface ShortListener {
  readonly address: string;
  readonly port?: number;
  readonly protocol?: ListenerRoute['protocol'];
  readonly rules: readonly ShortRule[];
}

export function listenerRoute({
  address,
  port = 80,
  protocol = 'HTTP',
  rules,
}: ShortListener): ListenerRoute {
  return {
    ...{ listenerArn: `arn:${port}`, protocol, address, port, idleTimeout: 60 },
    rules: rules.map((rule, at) => ({
      ruleArn: `arn:${port}:${at}`,
      conditions: rule.when ?? [],
      action: rule.action ?? forwardOf(rule),
    })),
  };
}

/** Listeners, and target groups by their names. */
export function routesTo({
  listeners,
  groups,
  more = {},
}: {
  readonly listeners: readonly ListenerRoute[];
  readonly groups: Readonly<Record<string, readonly TargetRoute[]>>;
  /** What all the groups have besides. */
  readonly more?: Partial<TargetGroupRoute>;
}): Routes {
  const targetGroups = Object.entries(groups).map(([targetGroupArn, targets]) => ({
    ...({
      targetGroupArn,
      protocol: 'HTTP',
      leaving: 'cut',
      idleTimeout: 60,
      algorithm: 'round_robin',
    } as const),
    ...more,
    targets,
  }));
  return { listeners, targetGroups };
}

function forwardOf({ forward = {}, stickiness, keeps }: ShortRule): RuleRoute['action'] {
  const arns = Object.keys(forward);
  return {
    kind: 'forward',
    targetGroups: Object.entries(forward).map(([arn, weight]) => ({ arn, weight })),
    ...(stickiness === undefined ? {} : { stickiness }),
    keeps: keeps ?? (stickiness === undefined ? [] : arns),
  };
}
