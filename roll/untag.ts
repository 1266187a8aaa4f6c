import { type FleetCloud, isOfAws } from './cloud.ts';
import type { Goal } from './goal.ts';
import { PASSING, servedTag } from './tags.ts';

/**
 * Takes the tags off that are there for the length of a roll; where its release serves, that is what stays.
 *
 * @returns what is left where they could not be written
 */
export async function untag(cloud: FleetCloud, goal: Goal, served: boolean): Promise<string[]> {
  try {
    await twice(() => cloud.untag(PASSING));
    if (served) await twice(() => cloud.tag(servedTag(goal)));
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
