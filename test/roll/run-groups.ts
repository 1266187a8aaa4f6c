import type { RollFact } from '../../roll/facts.ts';
import type { Goal } from '../../roll/goal.ts';
import { rollGroups } from '../../roll/groups.ts';
import type { RollOutcome } from '../../roll/outcome.ts';
import type { RollOptions } from '../../roll/roll.ts';
import type { Clock } from '../../world/clock.ts';
import { realWorld } from '../../world/real.ts';
import { Killed, type ModelGroup } from './model-group.ts';
import { goalTo } from './run-roll.ts';

export interface GroupsRun {
  readonly models: Readonly<Record<string, ModelGroup>>;
  readonly goal?: Partial<Goal>;
  readonly asks?: RollOptions['asks'];
  readonly signal?: AbortSignal;
  /** What earlier drivers recorded, as `[group, fact]`; this run adds to it. */
  readonly facts?: [group: string, fact: RollFact][];
}

/** Drives an environment of several groups to its end, in one time for all, with a new driver for each that is killed. */
export async function runGroups({
  models,
  goal = {},
  asks,
  signal,
  facts = [],
}: GroupsRun): Promise<RollOutcome> {
  const names = Object.keys(models);
  const world = { ...realWorld(() => undefined), clock: commonClock(Object.values(models)) };
  for (let drivers = 1; ; drivers += 1) {
    const groups = names.map((group, i) => ({
      cloud: models[group] as ModelGroup,
      goal: goalTo({ ...goal, group, last: i === names.length - 1 }),
      facts: facts.filter(([about]) => about === group).map(([, fact]) => fact),
    }));
    try {
      return await rollGroups(world, groups, {
        record: (group, fact) => {
          facts.push([group, structuredClone(fact)]);
          return Promise.resolve();
        },
        signal: signal ?? new AbortController().signal,
        asks: asks ?? (() => Promise.resolve(undefined)),
      });
    } catch (error) {
      if (!(error instanceof Killed) || drivers > 40) throw error;
    }
  }
}

/** The models' own times are kept together: where the driver sleeps, all go on. */
function commonClock(models: readonly ModelGroup[]): Clock {
  const now = () => Math.max(...models.map(({ clock }) => clock.now()));
  return {
    now,
    monotonic: now,
    sleep: (duration, signal) => {
      if (signal?.aborted) return Promise.reject(new Error('aborted'));
      const until = now() + duration;
      for (const model of models) model.pass(until - model.clock.now());
      return Promise.resolve();
    },
  };
}
