import type { Request } from '../../../demo/traffic/report.ts';
import type { Event } from '../../../demo/events.ts';

/** What instances that died at once cost their users, held against what it may cost. */
export interface Toll {
  /** How many died while they were targets. */
  readonly died: number;
  /** The most requests that can have been sent to them until the load balancer knew. */
  readonly sentTo: number;
  /** Failed requests that were sent at another time. */
  readonly elsewhere: number;
}

/** Requests under way when an instance dies are its too: milliseconds before, and as much for clocks after. */
const AROUND = 1_000;

/**
 * What the deaths of instances may have cost: each request that was sent from an instance's death until its target was unhealthy
 * or gone went to it with the chance of one in as many as were healthy then. A target that drains is sent requests for a while.
 */
export function tollOf(events: readonly Event[], requests: readonly Request[], healthyBefore: number): Toll {
  const deaths = deathsIn(events);
  const within = (at: number) => deaths.some(({ from, to }) => at >= from - AROUND && at <= to + AROUND);
  const failed = requests.filter(({ outcome }) => outcome !== 'answered');
  return {
    died: deaths.length,
    sentTo: deaths.reduce((sum, { from, to }) => {
      const sent = requests.filter(({ at }) => at >= from - AROUND && at <= to + AROUND).length;
      return sum + Math.ceil(sent / healthyBefore);
    }, 0),
    elsewhere: failed.filter(({ at }) => !within(at)).length,
  };
}

/** From the end of each instance until nothing is sent to its target any more, for those that had one. */
function deathsIn(events: readonly Event[]): { readonly from: number; readonly to: number }[] {
  const ended = events.filter((event) => event.type === 'instance' && event.state === 'shutting-down');
  return ended.flatMap((event) => {
    if (event.type !== 'instance') return [];
    const unwell = events.find(
      (other) =>
        other.type === 'target' &&
        other.instanceId === event.instanceId &&
        (other.state === 'unhealthy' || other.state === 'unused') &&
        other.at >= event.at,
    );
    return unwell === undefined ? [] : [{ from: event.at, to: unwell.at }];
  });
}
