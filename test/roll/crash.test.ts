import t from 'tap';
import type { Goal } from '../../roll/goal.ts';
import { GOOD, ModelGroup, type Mischief, type ModelOptions } from './model-group.ts';
import { goalTo, POLICY, runRoll } from './run-roll.ts';

interface Story {
  readonly name: string;
  readonly options: ModelOptions;
  readonly goal: Goal;
  readonly ends: 'done' | 'went-back';
  readonly floor: number;
  /** How many wait in Standby in the end. */
  readonly standby?: number;
}

const SIZES = { min: 1, max: 6, desired: 3 };

const STORIES: readonly Story[] = [
  { name: 'a roll', options: SIZES, goal: goalTo(), ends: 'done', floor: 3 },
  { name: 'a rollback', options: SIZES, goal: goalTo({ kind: 'rollback' }), ends: 'done', floor: 3 },
  {
    name: 'a roll in batches',
    options: { min: 2, max: 3, desired: 2 },
    goal: goalTo({ policy: { ...POLICY, surge: { count: 1 } } }),
    ends: 'done',
    floor: 2,
  },
  {
    name: 'a roll that goes back',
    options: { ...SIZES, fresh: () => ({ boot: 10_000, healthy: undefined }) },
    goal: goalTo({ policy: { ...POLICY, maxBadLaunches: 1 } }),
    ends: 'went-back',
    floor: 3,
  },
  {
    name: 'a roll that goes back after its first batch',
    options: {
      min: 2,
      max: 3,
      desired: 2,
      fresh: (n) => (n === 0 ? GOOD : { boot: 10_000, healthy: undefined }),
    },
    goal: goalTo({ policy: { ...POLICY, surge: { count: 1 }, maxBadLaunches: 1 } }),
    ends: 'went-back',
    floor: 2,
  },
  {
    name: 'a roll that keeps the old ones warm',
    options: { min: 2, max: 3, desired: 2 },
    goal: goalTo({ policy: { ...POLICY, surge: { count: 1 }, keepWarm: 3_600_000 } }),
    ends: 'done',
    floor: 2,
    standby: 2,
  },
  {
    name: 'a warm roll that goes back after its first batch',
    options: {
      ...{ min: 2, max: 3, desired: 2 },
      fresh: (n) => (n === 0 ? GOOD : { boot: 10_000, healthy: undefined }),
    },
    goal: goalTo({ policy: { ...POLICY, surge: { count: 1 }, maxBadLaunches: 1, keepWarm: 3_600_000 } }),
    ends: 'went-back',
    floor: 2,
  },
  {
    name: 'a first release',
    options: { min: 0, max: 2, desired: 0 },
    goal: goalTo({ from: undefined, policy: { ...POLICY, firstSize: 2 } }),
    ends: 'done',
    floor: 0,
  },
];

const KINDS: readonly Mischief[] = ['killed-before', 'killed-after', 'throttled', 'answer-lost'];

for (const story of STORIES) {
  for (const launchBy of ['launch-instances', 'min-size'] as const) {
    const how = launchBy === 'min-size' ? ', launched by the minimum,' : '';
    t.test(`${story.name}${how} ends the same whatever happens at any one of its writes`, async (t) => {
      const told = { ...story, goal: { ...story.goal, launchBy } };
      const clean = await play(told);
      t.equal(clean.troubles.join('; '), '', 'undisturbed');
      for (const kind of KINDS) {
        const troubles: string[] = [];
        for (let at = 0; at < clean.writes; at += 1) {
          const { troubles: seen } = await play(told, (call) => (call === at ? kind : undefined));
          if (seen.length > 0) troubles.push(`write ${at}: ${seen.join('; ')}`);
        }
        t.strictSame(troubles, [], `${clean.writes} writes, each ${kind}`);
      }
    });
  }

  t.test(`${story.name} ends the same when two of its writes go wrong`, async (t) => {
    const { writes } = await play(story);
    const troubles: string[] = [];
    let points = 0;
    for (let first = 0; first < writes; first += 1) {
      for (let second = first + 1; second < writes + 2; second += 1) {
        for (const kind of ['killed-after', 'answer-lost'] as const) {
          points += 1;
          const { troubles: seen } = await play(story, (call) =>
            call === first || call === second ? kind : undefined,
          );
          if (seen.length > 0) troubles.push(`writes ${first} and ${second} ${kind}: ${seen.join('; ')}`);
        }
      }
    }
    t.strictSame(troubles.slice(0, 5), [], `${points} pairs, ${troubles.length} troubles`);
  });
}

/** Plays a story to its end and says everything that is not as it should be. */
async function play({ options, goal, ends, floor, standby = 0 }: Story, mischief?: ModelOptions['mischief']) {
  const model = new ModelGroup({ ...options, ...(mischief ? { mischief } : {}) });
  model.floor = floor;
  model.cap = options.max;
  model.lifts = goal.launchBy === 'min-size';
  const { outcome } = await runRoll(model, goal);
  const asked = goal.from === undefined && ends === 'done' ? (goal.policy.firstSize ?? 1) : options.desired;
  const image = ends === 'done' ? 'ami-new' : 'ami-old';
  const found: Record<string, unknown> = {
    outcome: outcome.kind,
    left: 'left' in outcome ? outcome.left.filter((what) => !what.includes('tags')).join() : '',
    serving: JSON.stringify(model.serving()),
    template: model.templateImage,
    sizes: `${model.min} ${model.max} ${model.desired} ${model.grace} ${String(model.rebalanceSuspended)}`,
    boxes: model.boxes.filter((box) => !box.standby).length,
    standby: model.boxes.filter((box) => box.standby).length,
    protected: model.boxes.filter((box) => box.protected && !box.standby).length,
    versions: new Set(model.versions).size,
  };
  const wanted: Record<string, unknown> = {
    outcome: ends,
    left: '',
    serving: JSON.stringify({ [image]: asked }),
    template: image,
    sizes: `${options.min} ${options.max} ${asked} 0 false`,
    boxes: asked,
    standby,
    protected: 0,
    versions: ends === 'done' ? 2 : 1,
  };
  const differences = Object.keys(wanted)
    .filter((key) => found[key] !== wanted[key])
    .map((key) => `${key} is ${String(found[key])}, not ${String(wanted[key])}`);
  return { troubles: [...differences, ...model.complaints], writes: model.calls().writes };
}
