import t, { type Test } from 'tap';

import type { Script } from '../../region/simulated/behaviour.ts';
import { POLICY } from '../roll/run-roll.ts';
import { BROKEN, type RollPlace, rollPlace } from '../simulation/roll-place.ts';
import type { Case } from './case.ts';
import { describeVerdict, judge } from './judge.ts';

/** A whole roll of the simulated region. @returns the verdicts on it, a line each */
async function verdicts(
  t: Test,
  size: number,
  { script, ...parts }: Partial<Case> & { readonly script?: Script } = {},
): Promise<readonly string[]> {
  const place = await rollPlace(t, 'functions', size);
  const image = place.sim.image('new', script);
  await place.sim.clock.pass(1);
  const from = place.sim.clock.now();
  const { outcome } = await place.rollTo(image);
  const end = { exit: EXITS[outcome.kind] };
  const judged = judge(place.sim.events, { ...caseOf(place, { from, image }), end, ...parts });
  return judged.map(describeVerdict);
}

const EXITS = { done: 0, 'went-back': 8, stranded: 9, 'gave-way': 11, paused: 12 } as const;

function caseOf({ service }: RollPlace, about: Pick<Case, 'from' | 'image'>): Case {
  return {
    ...{ ...about, kind: 'roll', drivers: ['AKIASIMULATED'] },
    groups: [{ name: 'web', targetGroups: [service.targetGroupArn] }],
    policy: {
      ...{ surge: { percent: 100 }, minHealthy: { percent: 100 }, max: 'fit' },
      ...{ samples: POLICY.samples, interval: 5_000, soak: 0, tick: POLICY.tick },
    },
  };
}

for (const size of [1, 2, 5, 24]) {
  t.test(`a roll of ${size} in the simulated region keeps the whole promise`, async (t) => {
    t.same(await verdicts(t, size, { undisturbed: { batches: 1 } }), []);
  });
}

t.test('so does a roll to an image that does not work, on its way there and back', async (t) => {
  t.same(await verdicts(t, 3, { script: BROKEN }), []);
});
