import type { Recorded } from '../ledger/facts.ts';
import type { Millis } from '../world/clock.ts';

/** From its launch until an instance is healthy. */
export interface Boot {
  readonly takes: Millis;
  /** From how many launches here that is known; 0: nothing was launched here yet, and it is a guess. */
  readonly known: number;
}

/** What a small instance on AWS takes, where nothing is known. */
const GUESS: Millis = 90_000;

/** So many of the last launches count. */
const LAST = 50;

/**
 * How long instances take to come up here: the median of the last ones that were proven.
 *
 * @param facts of the environment
 * @param settled how long a healthy instance is looked at before it is proven
 */
export function bootOf(facts: readonly Recorded[], settled: Millis): Boot {
  const launched = new Map<string, number>();
  const taken: number[] = [];
  for (const { fact, at } of facts) {
    if (fact.type !== 'roll-fact') continue;
    const { fact: said } = fact;
    if (said.type === 'launched') for (const id of said.instances) launched.set(id, said.at);
    if (said.type !== 'proven') continue;
    for (const id of said.instances) {
      const since = launched.get(id);
      if (since !== undefined) taken.push(Math.max(0, at - since - settled));
    }
  }
  const last = taken.slice(-LAST).toSorted((a, b) => a - b);
  return { takes: last[Math.floor(last.length / 2)] ?? GUESS, known: last.length };
}
