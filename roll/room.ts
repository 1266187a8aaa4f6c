import type { Instant } from '../world/clock.ts';
import type { Baseline } from './facts.ts';
import type { Fleet } from './fleet.ts';
import type { Goal } from './goal.ts';
import type { Memory } from './memory.ts';
import { floorOf, surgeOf } from './numbers.ts';
import { allowedOf, stagesOf } from './stages.ts';

/** How many may stand, and how many must serve. */
export interface Room {
  readonly floor: number;
  readonly surge: number;
  /** Whether old ones go before new ones come: there is no room beyond those asked for, and the floor lets some go (ROLL.md 5). */
  readonly terminateFirst: boolean;
  /** How many new ones are proven before the template moves: what the canary, or else the first step, and the surge let stand together (ROLL.md 2). */
  readonly batch: number;
  /** How many new ones bakeroll lets stand now: those asked for, or fewer before the version is proven, or a step is over. */
  readonly allowed: number;
}

interface Found {
  readonly goal: Goal;
  readonly fleet: Fleet;
  readonly memory: Memory;
  readonly baseline: Baseline;
  readonly asked: number;
  readonly back: boolean;
  readonly now: Instant;
}

/** What room there is: the group's maximum gives it, and `max: raise` gives more. */
export function roomFor({ goal, fleet, memory, baseline, asked, back, now }: Found): Room {
  const { policy } = goal;
  const floor = floorOf(asked, policy.minHealthy);
  const raises = policy.max === 'raise' && !isMaxTheirs(memory, fleet, baseline);
  const surge = surgeOf(asked, policy.surge, raises ? Number.POSITIVE_INFINITY : fleet.group.max);
  // A floor of 0 was agreed to where there was no room at the beginning; room that is lost on the way is waited for.
  const agreed = floor > 0 || surgeOf(baseline.asked, policy.surge, baseline.max) === 0;
  const terminateFirst = surge === 0 && floor < asked && agreed;
  const [first] = stagesOf(goal, asked);
  // Where nothing served before, all that are asked for stand beside nobody.
  const beside =
    baseline.asked > baseline.desired ? asked : Math.max(1, terminateFirst ? asked - floor : surge);
  const batch = Math.min(first.count, beside);
  const isProven = back || memory.moved || goal.kind === 'rollback';
  const step = back ? asked : allowedOf(goal, memory, asked, now);
  return { floor, surge, terminateFirst, batch, allowed: isProven ? step : Math.min(step, beside) };
}

/** Whether somebody else set the maximum since the roll began. */
function isMaxTheirs({ wrote }: Memory, { group }: Fleet, baseline: Baseline): boolean {
  return group.max !== baseline.max && wrote.every(({ max }) => max !== group.max);
}
