import t from 'tap';
import type { RollFact } from '../../roll/facts.ts';
import type { Policy } from '../../roll/goal.ts';
import { stagesOf } from '../../roll/stages.ts';
import { BASELINE, GOOD, ModelGroup, type ModelOptions } from './model-group.ts';
import { goalTo, POLICY, runRoll } from './run-roll.ts';

const MINUTE = 60_000;
const SIZES = { min: 1, max: 12, desired: 6 };

/** A roll of six whose every second shows how many new ones there are, and of what template. */
function watched(options: Partial<ModelOptions> = {}) {
  const model = new ModelGroup({ ...SIZES, ...options });
  model.floor = 6;
  const seen: { at: number; fresh: number; template: string }[] = [];
  const start = model.clock.now();
  const pass = model.pass.bind(model);
  model.pass = (duration) => {
    for (let left = duration; left > 0; left -= 1_000) {
      pass(Math.min(left, 1_000));
      const fresh = model.counted().filter(({ version }) => version !== BASELINE).length;
      seen.push({ at: model.clock.now() - start, fresh, template: model.templateImage });
    }
  };
  return { model, seen };
}

const policyOf = (parts: Partial<Policy>): Policy => ({ ...POLICY, ...parts });

const CANARY = policyOf({ canary: 1, canarySoak: 10 * MINUTE });

t.test('the stages of a roll', (t) => {
  const steps = [
    { to: { percent: 25 }, soak: 0, pause: false },
    { to: { count: 4 }, soak: MINUTE, pause: true },
  ];
  const goal = goalTo({ policy: policyOf({ canary: 1, canarySoak: MINUTE, steps }) });
  const counts = (asked: number) => stagesOf(goal, asked).map(({ step, count }) => [step, count]);
  t.strictSame(counts(6), [
    [-1, 1],
    [0, 2],
    [1, 4],
    [2, 6],
  ]);
  t.strictSame(
    counts(3).map(([, count]) => count),
    [1, 1, 3, 3],
    'never more than are asked for',
  );
  t.strictSame(
    stagesOf({ ...goal, kind: 'rollback' }, 6).map(({ step, count }) => [step, count]),
    [[2, 6]],
    'a rollback has none',
  );
  t.end();
});

t.test(
  'a canary is proven alone, soaks, and only then the template moves and the others follow',
  async (t) => {
    const { model, seen } = watched();
    const { outcome, facts } = await runRoll(model, goalTo({ policy: CANARY }));
    t.match(outcome, { kind: 'done', left: [] });
    t.strictSame(model.serving(), { 'ami-new': 6 });
    const more = seen.find(({ fresh }) => fresh > 1)?.at ?? 0;
    t.ok(more > 10 * MINUTE && more < 11 * MINUTE + 10_000, `the second one came after ${more} ms`);
    const before = seen.filter(({ at, fresh }) => fresh === 1 && at < more);
    t.ok(before.some(({ template }) => template === 'ami-old'));
    const types = facts.map(({ type }) => type);
    t.ok(types.indexOf('step-passed') < types.indexOf('moved'));
    t.strictSame(model.complaints, []);
  },
);

t.test('a canary of more than the surge lets stand is as large as that lets it be', async (t) => {
  const { model, seen } = watched();
  const policy = { ...CANARY, canary: 3, surge: { count: 1 } };
  const { outcome } = await runRoll(model, goalTo({ policy }));
  t.match(outcome, { kind: 'done', left: [] });
  const more = seen.find(({ fresh }) => fresh > 1)?.at ?? 0;
  t.ok(more > 10 * MINUTE && more < 12 * MINUTE, `the second one came after ${more} ms`);
  t.strictSame(model.serving(), { 'ami-new': 6 });
  t.strictSame(model.complaints, []);
});

t.test('a canary that fails goes back, and no other new one was ever launched', async (t) => {
  const { model, seen } = watched({ fresh: () => ({ ...GOOD, sickens: 5 * MINUTE }) });
  const policy = { ...CANARY, maxBadLaunches: 1 };
  const { outcome } = await runRoll(model, goalTo({ policy }));
  t.match(outcome, { kind: 'went-back', left: [] });
  t.equal(Math.max(...seen.map(({ fresh }) => fresh)), 1);
  t.strictSame(model.serving(), { 'ami-old': 6 });
  t.strictSame(model.complaints, []);
});

t.test('a canary whose end AWS does not take is not replaced before it is seen to go', async (t) => {
  let ends = 0;
  const { model, seen } = watched({
    fresh: () => ({ boot: 10_000, healthy: undefined }),
    mischief: (_, name) => (name === 'end' && ends++ % 4 < 2 ? 'throttled' : undefined),
  });
  const { outcome } = await runRoll(model, goalTo({ policy: CANARY }));
  t.match(outcome, { kind: 'went-back' });
  t.equal(Math.max(...seen.map(({ fresh }) => fresh)), 1);
  t.strictSame(model.serving(), { 'ami-old': 6 });
});

t.test('a canary that dies in its soak is launched again, and its soak begins again', async (t) => {
  const { model, seen } = watched({ fresh: (n) => (n === 0 ? { ...GOOD, dies: 8 * MINUTE } : GOOD) });
  const { outcome, facts } = await runRoll(model, goalTo({ policy: CANARY }));
  t.match(outcome, { kind: 'done', left: [] });
  const more = seen.find(({ fresh }) => fresh > 1)?.at ?? 0;
  t.ok(more > 18 * MINUTE, `the others came after ${more} ms`);
  t.equal(
    facts.filter((fact) => fact.type === 'step-passed' && fact.step === -1).length,
    1,
    'it is passed once',
  );
  t.strictSame(model.complaints, []);
});

t.test('an old one that dies while the canary soaks is replaced by what served', async (t) => {
  const { model, seen } = watched();
  const [first] = model.boxes;
  if (first) model.boxes[0] = { ...first, temper: { ...GOOD, dies: 3_600_000 + 5 * MINUTE } };
  const { outcome } = await runRoll(model, goalTo({ policy: CANARY }));
  t.match(outcome, { kind: 'done', left: [] });
  const soaking = seen.filter(({ at }) => at > 5 * MINUTE && at < 10 * MINUTE);
  t.ok(soaking.every(({ fresh, template }) => fresh === 1 && template === 'ami-old'));
});

const HALVES = policyOf({
  steps: [
    { to: { percent: 50 }, soak: 10 * MINUTE, pause: false },
    { to: { percent: 75 }, soak: 0, pause: true },
  ],
});

t.test(
  'after a step its soak: no more new ones, and as many old ones as are asked for beside them',
  async (t) => {
    const { model, seen } = watched();
    let ended = 0;
    model.at(5 * MINUTE, () => {
      ended = model.sent.filter((name) => name === 'end').length;
    });
    const { outcome } = await runRoll(model, goalTo({ policy: HALVES }));
    t.match(outcome, { kind: 'paused', onPurpose: true, left: [], because: /step 2 of 2 \(75%\) is passed/ });
    const soaking = seen.filter(({ at }) => at > 2 * MINUTE && at < 10 * MINUTE);
    t.ok(soaking.every(({ fresh }) => fresh === 3));
    t.equal(ended, 3);
    t.strictSame(model.serving(), { 'ami-old': 1, 'ami-new': 5 });
    t.strictSame(model.complaints, []);
  },
);

t.test('a step that waits for a person goes on by a word of one, and by nothing else', async (t) => {
  const { model } = watched();
  const first = await runRoll(model, goalTo({ policy: HALVES }));
  const again = await runRoll(model, goalTo({ policy: HALVES }), undefined, first.facts);
  t.match(again.outcome, { kind: 'paused', onPurpose: true });
  t.strictSame(model.serving(), { 'ami-old': 1, 'ami-new': 5 });
  const released: RollFact = { type: 'resumed', by: 'somebody' };
  const last = await runRoll(model, goalTo({ policy: HALVES }), undefined, [...again.facts, released]);
  t.match(last.outcome, { kind: 'done', left: [] });
  t.strictSame(model.serving(), { 'ami-new': 6 });
  t.strictSame(
    last.facts.flatMap((fact) => (fact.type === 'step-passed' ? [fact.step] : [])),
    [0, 1, 2],
    'each was passed once',
  );
});

t.test('soaks begin again after a resume, and do not count towards deadline.total', async (t) => {
  const { model } = watched();
  const stop = new AbortController();
  model.at(6 * MINUTE, () => {
    stop.abort();
  });
  const policy = { ...CANARY, deadline: { ...POLICY.deadline, total: 5 * MINUTE } };
  const first = await runRoll(model, goalTo({ policy }), stop.signal);
  t.match(first.outcome, { kind: 'paused' });
  const from = model.clock.now();
  const again = await runRoll(model, goalTo({ policy }), undefined, first.facts);
  t.match(again.outcome, { kind: 'done', left: [] });
  t.ok(model.clock.now() - from > 10 * MINUTE);
});

t.test(
  'the soak of an instance does not count towards deadline.total, and is at least the slow start',
  async (t) => {
    const took = async (soak: number, slowStart: number) => {
      const { model } = watched();
      const start = model.clock.now();
      const policy = policyOf({ soak, deadline: { ...POLICY.deadline, total: 3 * MINUTE } });
      const check = { interval: 5_000, failures: 2, slowStart };
      const { outcome } = await runRoll(model, goalTo({ policy, check }));
      t.match(outcome, { kind: 'done', left: [] });
      return model.clock.now() - start;
    };
    const none = await took(0, 0);
    t.ok((await took(10 * MINUTE, 0)) > none + 9 * MINUTE);
    t.ok((await took(0, 10 * MINUTE)) > none + 9 * MINUTE);
  },
);

t.test('a rollback has no canary, no steps and no soak', async (t) => {
  const { model } = watched();
  const policy = { ...CANARY, steps: HALVES.steps, soak: 10 * MINUTE };
  const start = model.clock.now();
  const { outcome } = await runRoll(model, goalTo({ kind: 'rollback', policy }));
  t.match(outcome, { kind: 'done', left: [] });
  t.ok(model.clock.now() - start < 3 * MINUTE);
});
