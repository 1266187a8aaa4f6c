import type { Event } from './events.ts';

/** A stretch of time in milliseconds since the epoch, and the target group whose healthy instances are counted. */
export interface Watch {
  /** The target group's ARN. */
  readonly targetGroup: string;
  readonly from: number;
  readonly to: number;
}

export interface Capacity {
  /** Instances that the load balancer held for healthy. */
  readonly healthy: number;
  /** Since when: milliseconds since the epoch. */
  readonly at: number;
}

/**
 * The least capacity at any instant of a watch, and when it was first so low. Every event counts for itself: a drop that
 * was made good within the same millisecond was a drop.
 */
export function leastHealthy(events: readonly Event[], watch: Watch): Capacity {
  return capacities(events, watch).reduce((least, next) => (next.healthy < least.healthy ? next : least));
}

/** How many were healthy when the watch began, and after each event in it. */
function capacities(events: readonly Event[], { targetGroup, from, to }: Watch): [Capacity, ...Capacity[]] {
  const healthy = new Set<string>();
  const before = events.filter(({ at }) => at < from);
  for (const event of before) follow(healthy, event, targetGroup);
  const within = events.filter(({ at }) => at >= from && at < to);
  const begin = { healthy: healthy.size, at: from };
  return [
    begin,
    ...within.map((event) => ({ healthy: follow(healthy, event, targetGroup).size, at: event.at })),
  ];
}

function follow(healthy: Set<string>, event: Event, targetGroup: string): Set<string> {
  if (event.type === 'target' && event.targetGroup === targetGroup) {
    if (event.state === 'healthy') healthy.add(event.instanceId);
    else healthy.delete(event.instanceId);
  }
  // The balancer may not have noticed yet, but what does not run serves nobody.
  if (event.type === 'instance' && event.state !== 'running') healthy.delete(event.instanceId);
  return healthy;
}
