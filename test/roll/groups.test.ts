import t from 'tap';
import type { Ask } from '../../roll/ask.ts';
import type { RollFact } from '../../roll/facts.ts';
import type { RollOptions } from '../../roll/roll.ts';
import { type Mischief, ModelGroup, type ModelOptions } from './model-group.ts';
import { runGroups } from './run-groups.ts';
import { POLICY } from './run-roll.ts';

const SIZES = { min: 1, max: 6, desired: 3 };
const BROKEN = () => ({ boot: 20_000, healthy: undefined });
const ABORT: Ask = { kind: 'abort', by: 'anna', force: false };

function pair(web: Partial<ModelOptions> = {}, workers: Partial<ModelOptions> = {}) {
  const models = {
    web: new ModelGroup({ ...SIZES, ...web }),
    workers: new ModelGroup({ ...SIZES, desired: 2, ...workers }),
  };
  models.web.floor = models.web.desired;
  models.workers.floor = models.workers.desired;
  return models;
}

function asFound({ web, workers }: ReturnType<typeof pair>) {
  return [web, workers].map((model) => ({
    serves: model.serving(),
    image: model.templateImage,
    versions: model.versions,
    sizes: [model.min, model.desired, model.grace, model.rebalanceSuspended],
    tags: model.tags,
    protected: model.boxes.filter((box) => box.protected).length,
    complaints: model.complaints,
  }));
}

const BEFORE = asFound(pair());

t.test('groups are rolled in the order written, each when the one before it is done', async (t) => {
  const models = pair();
  const facts: [string, RollFact][] = [];
  const outcome = await runGroups({ models, facts });
  t.match(outcome, {
    kind: 'done',
    left: [],
    state: /^web: 3 of 3 on v2 healthy.*workers: 2 of 2 on v2 healthy/,
  });
  t.strictSame([models.web.serving(), models.workers.serving()], [{ 'ami-new': 3 }, { 'ami-new': 2 }]);
  const order = facts.map(([group]) => group);
  t.ok(order.lastIndexOf('web') < order.indexOf('workers'), 'one after the other');
  t.strictSame(
    [Object.keys(models.web.tags), Object.keys(models.workers.tags)],
    [['bakeroll:served'], ['bakeroll:served']],
  );
  t.strictSame([...models.web.complaints, ...models.workers.complaints], []);
});

t.test('the tags of a group stay until all have ended', async (t) => {
  const models = pair();
  let seen: string[] = [];
  models.workers.at(60_000, () => (seen = Object.keys(models.web.tags)));
  await runGroups({ models });
  t.ok(seen.includes('bakeroll:roll') && seen.includes('bakeroll:before'), seen.join());
});

t.test('a failure in a later group takes the earlier ones back', async (t) => {
  const models = pair({}, { fresh: BROKEN });
  const outcome = await runGroups({ models });
  t.match(outcome, { kind: 'went-back', because: /^workers: \d new instances were bad/, left: [] });
  t.strictSame(asFound(models), BEFORE);
});

t.test('a failure in the first group never begins the second', async (t) => {
  const models = pair({ fresh: BROKEN });
  const outcome = await runGroups({ models });
  t.match(outcome, { kind: 'went-back', because: /^web: / });
  t.equal(models.workers.sent.length, 0);
  t.strictSame(asFound(models), BEFORE);
});

t.test(
  'after the last new one of an earlier group is proven it still goes back, of the last group no more',
  async (t) => {
    // Old ones that drain for ever: of the last group that is reported, in an earlier one the time runs out.
    const stuck = { drain: 100_000_000 };
    const policy = {
      ...POLICY,
      deadline: { ...POLICY.deadline, drain: 600_000, total: 400_000 },
    };
    const last = pair({}, stuck);
    const done = await runGroups({ models: last, goal: { policy } });
    t.match(done, { kind: 'done', left: [/^workers: i-\d+ did not end within/, /^workers: /] });
    t.strictSame(last.web.serving(), { 'ami-new': 3 });
    const first = pair(stuck);
    const back = await runGroups({ models: first, goal: { policy } });
    t.not(back.kind, 'done');
    t.strictSame([first.web.templateImage, first.workers.sent.length], ['ami-old', 0]);
  },
);

t.test('a group at desired 0 gets the template, and the others serve', async (t) => {
  const models = pair({}, { min: 0, desired: 0 });
  const outcome = await runGroups({ models });
  t.match(outcome, { kind: 'done', left: [] });
  t.strictSame([models.web.serving(), models.workers.serving()], [{ 'ami-new': 3 }, {}]);
  t.equal(models.workers.templateImage, 'ami-new');
});

t.test('aborted at any moment every group that had begun goes back', async (t) => {
  let readings = 0;
  await runGroups({ models: pair(), asks: () => Promise.resolve(void (readings += 1)) });
  for (let at = 0; at < readings; at += 1) {
    const models = pair();
    const outcome = await runGroups({ models, asks: from(at, ABORT) });
    t.match(outcome, { kind: 'went-back', because: /anna aborted it/, left: [] }, `reading ${at}`);
    t.strictSame(asFound(models), BEFORE, `reading ${at}`);
  }
});

t.test('aborted by another driver after one died in the second group, both go back', async (t) => {
  const models = pair();
  const facts: [string, RollFact][] = [];
  const paused = await runGroups({ models, facts, asks: from(26, { kind: 'pause', by: 'ben' }) });
  t.equal(paused.kind, 'paused');
  t.ok(
    facts.some(([group, { type }]) => group === 'workers' && type === 'launching'),
    'the second had begun',
  );
  const outcome = await runGroups({ models, facts, asks: () => Promise.resolve(ABORT) });
  t.match(outcome, { kind: 'went-back', left: [] });
  t.strictSame(asFound(models), BEFORE);
});

t.test('paused in the second group, all are at rest, and going on ends the roll', async (t) => {
  const models = pair();
  const facts: [string, RollFact][] = [];
  const paused = await runGroups({ models, facts, asks: from(26, { kind: 'pause', by: 'ben' }) });
  t.match(paused, { kind: 'paused', because: 'ben paused it', onPurpose: true });
  const outcome = await runGroups({ models, facts });
  t.match(outcome, { kind: 'done', left: [] });
  t.strictSame([models.web.serving(), models.workers.serving()], [{ 'ami-new': 3 }, { 'ami-new': 2 }]);
});

for (const kind of ['killed-before', 'killed-after', 'answer-lost'] as const satisfies Mischief[]) {
  t.test(
    `with any one write of either group ${kind}, a roll and one that goes back end the same`,
    async (t) => {
      for (const group of ['web', 'workers'] as const) {
        for (const [ends, workers] of [
          ['done', {}],
          ['went-back', { fresh: BROKEN }],
        ] as const) {
          const clean = pair({}, workers);
          await runGroups({ models: clean });
          for (let at = 0; at < clean[group].sent.length; at += 1) {
            const mischief = { mischief: (call: number) => (call === at ? kind : undefined) };
            const models = group === 'web' ? pair(mischief, workers) : pair({}, { ...workers, ...mischief });
            const outcome = await runGroups({ models });
            const text = `${group}, write ${at}: ${clean[group].sent[at] ?? ''}`;
            if (outcome.kind !== ends) t.fail(`${text}: ${outcome.kind}`);
            if (JSON.stringify(asFound(models)) !== JSON.stringify(asFound(clean)))
              t.same(asFound(models), asFound(clean), text);
          }
          t.not(clean[group].sent.length, 0, `writes of ${group}, ${ends}`);
        }
      }
    },
  );
}

/** Asks from the n-th reading on. */
function from(reading: number, ask: Ask): RollOptions['asks'] {
  let readings = 0;
  return () => Promise.resolve(readings++ >= reading ? ask : undefined);
}
