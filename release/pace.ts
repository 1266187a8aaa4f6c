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
 * @param group the Auto Scaling group's name; a fact that names none is of the environment's only one
 * @param settled how long a healthy instance is looked at before it is proven
 */
export function bootOf(facts: readonly Recorded[], group: string, settled: Millis): Boot {
  const launched = new Map<string, number>();
  const taken: number[] = [];
  for (const { fact, at } of facts) {
    if (fact.type !== 'roll-fact' || (fact.group ?? group) !== group) continue;
    const { fact: said } = fact;
    if (said.type !== 'launched' && said.type !== 'proven') continue;
    for (const id of said.instances) {
      const since = launched.get(id);
      // Both by the ledger's clock: the driver's own may be another.
      if (said.type === 'launched') launched.set(id, at);
      else if (since !== undefined) taken.push(Math.max(0, at - since - settled));
    }
  }
  const last = taken.slice(-LAST).toSorted((a, b) => a - b);
  return { takes: last[Math.floor(last.length / 2)] ?? GUESS, known: last.length };
}
