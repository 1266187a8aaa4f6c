import type { Instant } from '../world/clock.ts';
import { type FleetCloud, isOfAws } from './cloud.ts';
import type { Goal } from './goal.ts';
import { PASSING, servedTag, WARM, warmTag } from './tags.ts';

/**
 * Takes the tags off that are there for the length of a roll; where its release serves, that is what stays.
 *
 * @param warmUntil how long those in Standby wait; undefined where none waits
 * @returns what is left where they could not be written
 */
export async function untag(
  cloud: FleetCloud,
  goal: Goal,
  served: boolean,
  warmUntil: Instant | undefined,
): Promise<string[]> {
  const passing = warmUntil === undefined ? [...PASSING, WARM] : PASSING;
  const stays = {
    ...(served ? servedTag(goal) : {}),
    ...(warmUntil === undefined ? {} : warmTag(warmUntil)),
  };
  try {
    await twice(() => cloud.untag(passing));
    if (Object.keys(stays).length > 0) await twice(() => cloud.tag(stays));
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
