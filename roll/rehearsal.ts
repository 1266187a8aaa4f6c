import type { Millis } from '../world/clock.ts';
import type { World } from '../world/world.ts';
import type { RollFact } from './facts.ts';
import type { Fleet } from './fleet.ts';
import type { Goal } from './goal.ts';
import type { RollOutcome } from './outcome.ts';
import type { Pace } from './rehearsal/box.ts';
import { type Cost, ModelFleet } from './rehearsal/model-fleet.ts';
import { type RehearsedStep, stepsOf, type TimedFact } from './rehearsal/steps.ts';
import { roll } from './roll.ts';

/** A roll as it goes where everything goes well. */
export interface Rehearsal {
  readonly steps: readonly RehearsedStep[];
  /** How long it takes, without the time for which it waits for people. */
  readonly took: Millis;
  /** How often it waits for a person. */
  readonly pauses: number;
  readonly calls: { readonly reads: number; readonly writes: number };
  /** How many times it launches. */
  readonly batches: number;
  readonly outcome: RollOutcome;
}

export interface Scene {
  readonly goal: Goal;
  /** As it was just seen. */
  readonly fleet: Fleet;
  /** Of a roll that is to be taken up again; else none. */
  readonly facts: readonly RollFact[];
  readonly pace: Pace;
  readonly cost: Cost;
}

/** A person is taken to let it go on so often; a roll that rests more often rests for good. */
const MOST_PAUSES = 50;

/** Rolls a fair model of the fleet in virtual time, by the same rules as the fleet itself. Touches nothing. */
export async function rehearse(world: World, { goal, fleet, facts, pace, cost }: Scene): Promise<Rehearsal> {
  const model = new ModelFleet(fleet, pace, cost);
  const done: TimedFact[] = [];
  const record = (fact: RollFact) => {
    done.push({ at: model.clock.now() - fleet.at, fact });
    return Promise.resolve();
  };
  const quiet = { ...world, clock: model.clock, note: () => undefined };
  const drive = () =>
    roll(quiet, model, goal, {
      facts: [...facts, ...done.map(({ fact }) => fact)],
      record,
      signal: new AbortController().signal,
      asks: () => Promise.resolve(undefined),
    });
  let pauses = 0;
  let outcome = await drive();
  while (outcome.kind === 'paused' && outcome.onPurpose && pauses < MOST_PAUSES) {
    pauses += 1;
    await record({ type: 'resumed', by: 'a person' });
    outcome = await drive();
  }
  return {
    steps: stepsOf(goal, done),
    took: model.clock.now() - fleet.at,
    pauses,
    calls: model.calls(),
    batches: batchesIn(done),
    outcome,
  };
}

/** Launches of one moment are one batch, however many zones they are in. */
function batchesIn(facts: readonly TimedFact[]): number {
  const moments = new Set(facts.flatMap(({ at, fact }) => (fact.type === 'launching' ? [at] : [])));
  return moments.size;
}

/**
 * How many writes a roll makes at the most in which nothing fails and nobody scales (ROLL.md 8).
 *
 * @param size how many instances it replaces
 */
export function mostWrites(size: number, batches: number): number {
  const base = 2 * size + Math.ceil(size / 20) + 2 * Math.ceil(size / 50) + 14;
  return base + 2 * Math.max(0, batches - 1);
}
