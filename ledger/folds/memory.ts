import type { Recorded } from '../facts.ts';
import type { RollFact } from '../roll-facts.ts';

/** What the engine recorded in `roll`, in its own words and order: with these it goes on where a dead driver stopped. */
export function rollFacts(facts: readonly Recorded[], roll: string): RollFact[] {
  return facts.flatMap((recorded) =>
    recorded.roll === roll && recorded.fact.type === 'roll-fact' ? [recorded.fact.fact] : [],
  );
}
