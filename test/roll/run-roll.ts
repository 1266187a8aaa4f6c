import type { RollFact } from '../../roll/facts.ts';
import type { Goal, Policy } from '../../roll/goal.ts';
import type { RollOutcome } from '../../roll/outcome.ts';
import { roll, type RollOptions } from '../../roll/roll.ts';
import { realWorld } from '../../world/real.ts';
import { Killed, type ModelGroup } from './model-group.ts';

export const POLICY: Policy = {
  surge: { percent: 100 },
  max: 'fit',
  canary: 0,
  canarySoak: 0,
  steps: [],
  keepWarm: 0,
  alarms: [],
  onFailure: 'rollback',
  minHealthy: { percent: 100 },
  samples: 2,
  soak: 0,
  tick: 5_000,
  deadline: { launch: 300_000, healthy: 300_000, drain: 600_000, total: 2_700_000, back: 1_200_000 },
  maxBadLaunches: 3,
  firstSize: undefined,
};

/** A roll from v1 to v2 that nobody has begun. */
export function goalTo(parts: Partial<Goal> = {}): Goal {
  return {
    roll: 'r-1',
    group: 'web',
    last: true,
    launchBy: 'launch-instances',
    kind: 'roll',
    release: 'v2',
    image: 'ami-new',
    from: 'v1',
    inherited: undefined,
    fence: 1,
    policy: POLICY,
    check: { interval: 5_000, failures: 2 },
    began: Date.UTC(2026, 10, 21, 8),
    ...parts,
  };
}

export interface Ran {
  readonly outcome: RollOutcome;
  readonly facts: readonly RollFact[];
  /** How many drivers it took: one, and one more for each that was killed. */
  readonly drivers: number;
}

/** Drives a roll on the model to its end, with a new driver for each that is killed. */
export async function runRoll(
  model: ModelGroup,
  goal: Goal,
  signal = new AbortController().signal,
  before: readonly RollFact[] = [],
  asks: RollOptions['asks'] = () => Promise.resolve(undefined),
): Promise<Ran> {
  const facts: RollFact[] = [...before];
  const world = { ...realWorld(() => undefined), clock: model.clock };
  for (let drivers = 1; ; drivers += 1) {
    try {
      const outcome = await roll(
        world,
        model,
        { ...goal, began: model.clock.now() },
        {
          facts: [...facts],
          record: (fact) => {
            facts.push(structuredClone(fact));
            return Promise.resolve();
          },
          signal,
          asks,
        },
      );
      return { outcome, facts, drivers };
    } catch (error) {
      if (!(error instanceof Killed) || drivers > 40) throw error;
    }
  }
}
