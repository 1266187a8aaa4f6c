import t, { type Test } from 'tap';

import { breakRegion } from '../../region/faults/break.ts';
import type { Script } from '../../region/simulated/behaviour.ts';
import { letStrangerIn } from '../../region/simulated/stranger.ts';
import type { Goal, Policy } from '../../roll/goal.ts';
import { POLICY } from '../roll/run-roll.ts';
import { BROKEN, type RollPlace, rollPlace } from '../simulation/roll-place.ts';
import type { Case } from './case.ts';
import { describeVerdict, judge } from './judge.ts';

interface Scene {
  readonly launchBy?: Goal['launchBy'];
  readonly script?: Script;
  /** What is other than usual of the policy, and as the judge is told it. */
  readonly policy?: Partial<Policy>;
  readonly told?: Partial<Case['policy']>;
  /** Whether nothing fails and nobody scales: then no more is written than is due. */
  readonly undisturbed?: boolean;
  /** What goes wrong, or is done by somebody else. */
  readonly happens?: (place: RollPlace) => void;
}

/** A whole roll of the simulated region. @returns how it ended, and the verdicts on it, a line each */
async function rolledAndJudged(t: Test, size: number, scene: Scene = {}): Promise<readonly string[]> {
  const { launchBy, script, policy, told, undisturbed = false, happens } = scene;
  const place = await rollPlace(t, 'functions', size);
  const image = place.sim.image('new', script);
  await place.sim.clock.pass(1);
  const from = place.sim.clock.now();
  happens?.(place);
  const { outcome, facts } = await place.rollTo(image, {
    ...(launchBy && { launchBy }),
    policy: { ...POLICY, ...policy },
  });
  const batches = new Set(facts.flatMap((fact) => (fact.type === 'launching' ? [fact.at] : []))).size;
  const verdicts = judge(place.sim.events, {
    ...{ from, image, kind: 'roll', drivers: ['AKIASIMULATED'], end: { exit: EXITS[outcome.kind] } },
    groups: [{ name: 'web', targetGroups: [place.service.targetGroupArn], ...(launchBy && { launchBy }) }],
    policy: { ...USUAL, ...told },
    ...(undisturbed ? { undisturbed: { batches } } : {}),
  });
  return [outcome.kind, ...verdicts.map(describeVerdict)];
}

const EXITS = { done: 0, 'went-back': 8, stranded: 9, 'gave-way': 11, paused: 12 } as const;

const USUAL: Case['policy'] = {
  ...{ surge: { percent: 100 }, minHealthy: { percent: 100 }, max: 'fit' },
  ...{ samples: POLICY.samples, interval: 5_000, soak: 0, tick: POLICY.tick },
};

for (const size of [1, 2, 5, 24]) {
  t.test(`a roll of ${size} in the simulated region keeps the whole promise`, async (t) => {
    t.same(await rolledAndJudged(t, size, { undisturbed: true }), ['done']);
  });
}

for (const [size, count] of [
  [3, 1],
  [6, 2],
  [12, 5],
] as const) {
  t.test(`a roll of ${size}, ${count} at a time, writes no more often than is due`, async (t) => {
    const scene = { policy: { surge: { count } }, told: { surge: { count } }, undisturbed: true };
    t.same(await rolledAndJudged(t, size, scene), ['done'], 'by LaunchInstances');
    t.same(await rolledAndJudged(t, size, { ...scene, launchBy: 'min-size' }), ['done'], 'by the minimum');
  });
}

t.test('so does a roll to an image that does not work, on its way there and back', async (t) => {
  t.same(await rolledAndJudged(t, 3, { script: BROKEN }), ['went-back']);
});

const HALF = { percent: 50 };
const ways: Readonly<Record<string, Scene>> = {
  'a canary that soaks': {
    policy: { canary: 1, canarySoak: 60_000 },
    told: { firstStep: { count: 1 }, soak: 60_000 },
    undisturbed: true,
  },
  steps: {
    policy: { steps: [{ to: HALF, soak: 0, pause: false }] },
    told: { firstStep: HALF },
    undisturbed: true,
  },
  'a soak': { policy: { soak: 30_000 }, told: { soak: 30_000 }, undisturbed: true },
  'old ones that are kept warm': {
    policy: { keepWarm: 3_600_000 },
    told: { keepsWarm: true },
    undisturbed: true,
  },
  'answers that are lost': {
    happens: ({ sim }) => {
      breakRegion(sim.region, { kind: 'lost-answer', words: ['LaunchInstances'], times: 1 });
    },
  },
  'a policy that scales': {
    happens: ({ sim }) => {
      const deeds = ['policy'] as const;
      const order = { seed: 'a', group: 'web', every: { from: 20, to: 90 }, deeds };
      letStrangerIn({ clock: sim.clock, call: sim.as('AKIASTRANGER').call }, order);
    },
  },
};

for (const [way, scene] of Object.entries(ways)) {
  t.test(`a roll with ${way} keeps it too`, async (t) => {
    t.same(await rolledAndJudged(t, 4, scene), ['done']);
  });
}
