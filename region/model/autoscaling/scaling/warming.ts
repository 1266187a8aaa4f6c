import type { Region } from '../../../region.ts';
import { staying } from '../members.ts';
import type { Group, Member } from '../state.ts';

/** How long a member warms up: the policy's own time, else the group's, else its cooldown [UG]. */
export function warmupOf(group: Group, own: number | undefined): number {
  return own ?? group.defaultWarmup ?? group.cooldown;
}

/** How many members are in service and warm; of the desired capacity at most. */
export function warmCount(region: Region, group: Group, warmup: number): number {
  const warm = staying(group).filter((member) => isWarm(region, member, warmup));
  return Math.min(group.desired, warm.length);
}

/** Whether a scale-out is not over yet: scale-in by a policy waits until it is [UG]. */
export function isWarmingUp(region: Region, group: Group, warmup: number): boolean {
  return warmCount(region, group, warmup) < group.desired;
}

function isWarm(region: Region, { phase }: Member, warmup: number): boolean {
  return phase.lifecycle === 'InService' && region.clock.now() >= phase.since + warmup * 1000;
}
