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
    base: undefined,
    warm: undefined,
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
  for (let drivers = 1; ; drivers += 1) {
    try {
      // Who takes over has a higher fence.
      const fence = goal.fence + drivers - 1;
      const outcome = await driveOnce(model, { ...goal, fence }, facts, signal, asks);
      return { outcome, facts, drivers };
    } catch (error) {
      if (!(error instanceof Killed) || drivers > 40) throw error;
    }
  }
}

/** One driver, with the facts of those before it; what it records is added to them. */
export function driveOnce(
  model: ModelGroup,
  goal: Goal,
  facts: RollFact[],
  signal = new AbortController().signal,
  asks: RollOptions['asks'] = () => Promise.resolve(undefined),
): Promise<RollOutcome> {
  const world = { ...realWorld(() => undefined), clock: model.clock };
  const record = (fact: RollFact) => {
    facts.push(structuredClone(fact));
    return Promise.resolve();
  };
  const now = { ...goal, began: model.clock.now() };
  return roll(world, model, now, { facts: [...facts], record, signal, asks });
}
