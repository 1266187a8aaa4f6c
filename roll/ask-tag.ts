import type { Instant } from '../world/clock.ts';
import type { Ask } from './ask.ts';
import { type FleetCloud, isOfAws } from './cloud.ts';
import type { Fleet } from './fleet.ts';
import type { Goal } from './goal.ts';
import { readTags } from './read-tags.ts';
import { TAG } from './tags.ts';

/**
 * What the group's tags ask of whoever drives the roll: the way to ask without a ledger (ROLL.md 7).
 *
 * @param since what was asked before is taken back by the word of whoever began this driver
 */
export function askIn({ tags }: Pick<Fleet, 'tags'>, roll: string, since: Instant): Ask | undefined {
  const { ask } = readTags(tags);
  return ask?.roll === roll && ask.at >= since ? ask.ask : undefined;
}

/** A write that cannot be seen yet is not repeated within so many ticks. */
const TICKS = 3;

/**
 * Takes the ask off the group as soon as it was heard: who asked sees by that that somebody drives. What is not obeyed, because
 * it is of another roll or not understood, goes too: it is nobody's to obey.
 */
export function askClearer(cloud: FleetCloud, { roll, policy }: Goal): (fleet: Fleet) => Promise<void> {
  let at: Instant = Number.NEGATIVE_INFINITY;
  return async (fleet) => {
    if (fleet.tags[TAG.ask] === undefined || fleet.at - at < TICKS * policy.tick) return;
    // Until the group says that it goes back, what asks for it stays: another driver would not know.
    const { ask, phase } = readTags(fleet.tags);
    if (ask?.roll === roll && ask.ask.kind === 'abort' && phase?.at !== 'back') return;
    at = fleet.at;
    await clearAsk(cloud, fleet);
  };
}

/** @returns what is left where it could not be taken off */
export async function clearAsk(cloud: FleetCloud, { tags }: Pick<Fleet, 'tags'>): Promise<string[]> {
  if (tags[TAG.ask] === undefined) return [];
  try {
    await cloud.untag([TAG.ask]);
    return [];
  } catch (error) {
    if (!isOfAws(error)) throw error;
    return [`the tag ${TAG.ask} could not be taken off: ${error.message}`];
  }
}
