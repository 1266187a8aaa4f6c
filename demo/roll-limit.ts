import type { Watch } from './capacity.ts';
import type { Event } from './events.ts';

export interface Roll extends Watch {
  /** The Auto Scaling group's name. */
  readonly group: string;
  /** The target group's attribute and its health check's interval: seconds. */
  readonly deregistrationDelay: number;
  readonly healthInterval: number;
}

/**
 * What a roll that starts everything at once cannot be quicker than, in seconds: the slowest launch-to-healthy of its new
 * instances, then the old ones' deregistration delay, and one health check interval for noticing.
 *
 * @throws Error when no instance of the group was launched and became healthy within the roll
 */
export function rollLimit(events: readonly Event[], roll: Roll): number {
  const slowest = Math.max(...launches(events, roll).map(({ seconds }) => seconds));
  return slowest + roll.deregistrationDelay + roll.healthInterval;
}

export interface Launch {
  readonly instanceId: string;
  /** From the launch by the group to the first time that the load balancer found it healthy. */
  readonly seconds: number;
}

/**
 * Every instance that the group launched and that became healthy, both within the watch; one that never did has no such time.
 *
 * @throws Error when there is none
 */
export function launches(
  events: readonly Event[],
  { group, targetGroup, from, to }: Watch & { readonly group: string },
): [Launch, ...Launch[]] {
  const within = events.filter(({ at }) => at >= from && at < to);
  const members = within.filter((event) => event.type === 'member');
  const targets = within.filter((event) => event.type === 'target');
  const [first, ...others] = members
    .filter((member) => member.group === group && member.lifecycle === 'Pending')
    .flatMap(({ at, instanceId }) => {
      const healthy = targets.find(
        (target) =>
          target.targetGroup === targetGroup &&
          target.instanceId === instanceId &&
          target.state === 'healthy',
      );
      return healthy === undefined ? [] : [{ instanceId, seconds: (healthy.at - at) / 1000 }];
    });
  if (first === undefined)
    throw new Error(`no instance of ${group} was launched and became healthy in that time`);
  return [first, ...others];
}
