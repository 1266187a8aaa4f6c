import type { Instant } from '../world/clock.ts';
import type { Baseline } from './facts.ts';
import type { Fleet } from './fleet.ts';
import type { Goal } from './goal.ts';
import type { Memory } from './memory.ts';
import { floorOf, surgeOf } from './numbers.ts';
import { allowedOf } from './stages.ts';

/** How many may stand, and how many must serve. */
export interface Room {
  readonly floor: number;
  readonly surge: number;
  /** Whether old ones go before new ones come: there is no room beyond those asked for, and the floor lets some go (ROLL.md 5). */
  readonly terminateFirst: boolean;
  /** How many new ones bakeroll lets stand now: those asked for, or fewer before the canary or a step is over. */
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
  const step = back ? asked : allowedOf(goal, memory, asked, now);
  const first = terminateFirst && !back && !memory.moved && goal.kind === 'roll';
  return { floor, surge, terminateFirst, allowed: first ? Math.min(step, asked - floor) : step };
}

/** Whether somebody else set the maximum since the roll began. */
function isMaxTheirs({ wrote }: Memory, { group }: Fleet, baseline: Baseline): boolean {
  return group.max !== baseline.max && wrote.every(({ max }) => max !== group.max);
}
