import type { Recorded } from '../facts.ts';
import type { RollFact } from '../roll-facts.ts';

/**
 * What the engine recorded in `roll`, in its own words and order: with these it goes on where a dead driver stopped.
 *
 * @param group the group that they are about; left out, those of every group
 */
export function rollFacts(facts: readonly Recorded[], roll: string, group?: string): RollFact[] {
  return facts.flatMap(({ roll: about, fact }) => {
    if (about !== roll || fact.type !== 'roll-fact') return [];
    return group === undefined || fact.group === undefined || fact.group === group ? [fact.fact] : [];
  });
}
