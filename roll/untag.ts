import type { Instant } from '../world/clock.ts';
import { type FleetCloud, isOfAws } from './cloud.ts';
import type { Baseline } from './facts.ts';
import type { Goal } from './goal.ts';
import { frozenTag, PASSING, servedTag, TAG, warmTag, wentBackTag } from './tags.ts';

/** What of a roll that has ended stays in the group's tags. */
export interface Stays {
  /** Whether its release serves. */
  readonly served: boolean;
  /** How long those in Standby wait; undefined where none waits. */
  readonly warmUntil: Instant | undefined;
  readonly baseline: Baseline | undefined;
}

/**
 * Takes the tags off that are there for the length of a roll. First what stays is written: in between the roll is not forgotten.
 *
 * @returns what is left where they could not be written
 */
export async function untag(
  cloud: FleetCloud,
  goal: Goal,
  { served, warmUntil, baseline }: Stays,
): Promise<string[]> {
  const isBack = goal.kind === 'rollback';
  const untold = goal.alone !== undefined && !served;
  const passing = [
    ...PASSING,
    ...(warmUntil === undefined ? [TAG.warm] : []),
    ...(isBack ? [] : [TAG.frozen]),
  ];
  const stays = {
    ...(served ? servedTag(goal) : {}),
    ...(warmUntil === undefined ? {} : warmTag(warmUntil, baseline ?? {})),
    ...(isBack ? frozenTag(goal) : {}),
  };
  try {
    if (untold) Object.assign(stays, wentBackTag(goal, (await cloud.observe(undefined)).tags[TAG.served]));
    if (Object.keys(stays).length > 0) await twice(() => cloud.tag(stays));
    await twice(() => cloud.untag(passing));
    return [];
  } catch (error) {
    if (!isOfAws(error)) throw error;
    return [`the group's tags could not be written: ${error.message}`];
  }
}

/** No look comes after these writes, and the same twice is the same once. */
async function twice(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isOfAws(error)) throw error;
    await write();
  }
}
