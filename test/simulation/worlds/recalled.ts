import type { RollFact } from '../../../roll/facts.ts';
import type { Goal } from '../../../roll/goal.ts';
import { warmIn } from '../../../roll/from-tags.ts';
import { type GroupRecalled, recallGroup } from '../../../roll/recall.ts';
import type { Clock } from '../../../world/clock.ts';
import type { Mortal } from './driver.ts';
import { policyOf } from './goal.ts';
import type { Affairs } from './play.ts';

/** The group as its tags tell of it, as a driver without the ledger sees it first. */
export async function recallWeb({ place }: Affairs, driver: Mortal, clock: Clock): Promise<GroupRecalled> {
  const order = { group: 'web', policy: policyOf(place.world.policy) };
  const found = await recallGroup(driver.aws, clock, order);
  if (found === undefined) throw new Error('the group is not there');
  return found;
}

/** What a driver knows of those before it. */
export interface Past {
  readonly of: (roll: string) => readonly RollFact[];
  readonly fence: number;
  readonly warm: Goal['warm'];
}

/** By the facts, where there is a ledger; else by the tags alone. */
export function recalledBy({ facts }: Affairs, tags: GroupRecalled | undefined): Past {
  if (tags === undefined) return { of: (roll) => [...(facts.get(roll) ?? [])], fence: 1, warm: undefined };
  const { recalled, fleet } = tags;
  return {
    of: (roll) => (recalled?.id === roll ? recalled.facts : []),
    fence: (recalled?.fence ?? 0) + 1,
    warm: warmIn(fleet),
  };
}

/** How a roll ended whose last driver died after it had taken the tags off; undefined where it did not end so. */
export function endByGroup({ place }: Affairs, to: string, before: string): 'done' | 'went-back' | undefined {
  const group = place.group();
  if (group.tags.some(({ key }) => key === 'bakeroll:roll')) return undefined;
  const image = place.imageOf(group.template.version);
  const runs = group.members
    .filter(({ phase }) => phase.lifecycle === 'InService')
    .map(({ imageId }) => imageId);
  if (!runs.every((one) => one === image)) return undefined;
  return image === to ? 'done' : image === before ? 'went-back' : undefined;
}
