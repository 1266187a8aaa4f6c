import type { TargetRoute } from '../../balancer/balancer.ts';
import { groupAttribute } from './attributes.ts';
import type { TargetGroup } from './state.ts';

const STATE = 'target_health_state.unhealthy';

/**
 * Until when the target of a network load balancer is `unhealthy.draining`: gets nothing new and keeps what it has [M].
 * Undefined where that is not asked for.
 */
export function drainsUntil(group: TargetGroup, since: number): number | undefined {
  if (group.protocol === 'HTTP') return undefined;
  const interval = Number(groupAttribute(group, `${STATE}.draining_interval_seconds`)) * 1000;
  return interval === 0 ? undefined : since + interval;
}

/**
 * How an unhealthy target is treated while others serve. An application load balancer lets it finish; a network load
 * balancer cuts its connections, after the draining interval where there is one, or leaves them alone [M; R: after the interval].
 */
export function unhealthyMode(group: TargetGroup, since: number, now: number): TargetRoute['mode'] {
  if (group.protocol === 'HTTP') return 'finish';
  const until = drainsUntil(group, since);
  if (until !== undefined) return now < until ? 'finish' : 'cut';
  return groupAttribute(group, `${STATE}.connection_termination.enabled`) === 'true' ? 'cut' : 'finish';
}
