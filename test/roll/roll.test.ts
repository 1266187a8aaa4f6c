import t from 'tap';
import { GOOD, ModelGroup } from './model-group.ts';
import { goalTo, POLICY, runRoll } from './run-roll.ts';

const SIZES = { min: 1, max: 6, desired: 3 };

t.test('a roll replaces every old instance and leaves the settings as they were', async (t) => {
  const model = new ModelGroup(SIZES);
  model.floor = 3;
  model.cap = 6;
  const { outcome } = await runRoll(model, goalTo());
  t.match(outcome, { kind: 'done', left: [] });
  t.strictSame(model.serving(), { 'ami-new': 3 });
  t.strictSame(
    { min: model.min, desired: model.desired, grace: model.grace, suspended: model.rebalanceSuspended },
    { min: 1, desired: 3, grace: 0, suspended: false },
  );
  t.equal(model.templateImage, 'ami-new');
  t.strictSame(model.complaints, []);
  t.strictSame(Object.keys(model.tags), ['bakeroll:served']);
  t.notOk(model.boxes.some((box) => box.protected));
  // ROLL.md 8: 2N + ceil(N/20) + 2 ceil(N/50) + 14
  t.ok(model.calls().writes <= 6 + 1 + 2 + 14, `${model.calls().writes} writes`);
});

t.test('an image that never becomes healthy goes back to what served', async (t) => {
  const model = new ModelGroup({ ...SIZES, fresh: () => ({ boot: 20_000, healthy: undefined }) });
  model.floor = 3;
  const { outcome } = await runRoll(model, goalTo());
  t.match(outcome, { kind: 'went-back', left: [] });
  t.strictSame(model.serving(), { 'ami-old': 3 });
  t.equal(model.templateImage, 'ami-old');
  t.strictSame(model.versions, ['ami-old'], 'the version that was made is deleted');
  t.strictSame(
    { min: model.min, desired: model.desired, grace: model.grace },
    { min: 1, desired: 3, grace: 0 },
  );
  t.strictSame(model.complaints, []);
  t.strictSame(model.tags, {});
});

t.test('a first release gives a group at 0 its first size', async (t) => {
  const model = new ModelGroup({ min: 0, max: 3, desired: 0 });
  const { outcome } = await runRoll(model, goalTo({ from: undefined, policy: { ...POLICY, firstSize: 3 } }));
  t.match(outcome, { kind: 'done', left: [] });
  t.strictSame(model.serving(), { 'ami-new': 3 });
  t.strictSame(model.complaints, []);
});

t.test('a first release that fails leaves the group at 0', async (t) => {
  const model = new ModelGroup({
    min: 0,
    max: 3,
    desired: 0,
    fresh: () => ({ boot: 1_000, healthy: undefined }),
  });
  const { outcome } = await runRoll(model, goalTo({ from: undefined, policy: { ...POLICY, firstSize: 3 } }));
  t.match(outcome, { kind: 'went-back', left: [] });
  t.strictSame(
    { serving: model.serving(), min: model.min, desired: model.desired },
    { serving: {}, min: 0, desired: 0 },
  );
});

t.test('a group that somebody scaled to 0 gets the template and no instance', async (t) => {
  for (const max of [0, 1, 3]) {
    const model = new ModelGroup({ min: 0, max, desired: 0 });
    const { outcome } = await runRoll(model, goalTo());
    t.match(outcome, { kind: 'done', left: [] }, `its maximum is ${max}`);
    t.strictSame({ image: model.templateImage, boxes: model.boxes.length }, { image: 'ami-new', boxes: 0 });
  }
});

t.test('a rollback moves the template at once, and needs no soak', async (t) => {
  const model = new ModelGroup(SIZES);
  model.floor = 3;
  const policy = { ...POLICY, soak: 3_600_000 };
  const { outcome } = await runRoll(model, goalTo({ kind: 'rollback', policy }));
  t.match(outcome, { kind: 'done', left: [] });
  t.strictSame(model.serving(), { 'ami-new': 3 });
  t.strictSame(model.complaints, []);
});

t.test('with a surge of one the old ones go one by one', async (t) => {
  const model = new ModelGroup({ min: 3, max: 4, desired: 3 });
  model.floor = 3;
  model.cap = 4;
  const { outcome } = await runRoll(model, goalTo({ policy: { ...POLICY, surge: { count: 1 } } }));
  t.match(outcome, { kind: 'done', left: [] });
  t.strictSame(model.serving(), { 'ami-new': 3 });
  t.equal(model.min, 3);
  t.strictSame(model.complaints, []);
  // ROLL.md 8: 2 more for each of the two batches after the first.
  t.ok(model.calls().writes <= 6 + 1 + 2 + 14 + 4, `${model.calls().writes} writes`);
});

t.test('one bad instance of three is replaced, and the roll goes on', async (t) => {
  const model = new ModelGroup({
    ...SIZES,
    fresh: (n) => (n === 1 ? { boot: 1_000, healthy: undefined } : GOOD),
  });
  model.floor = 3;
  const { outcome } = await runRoll(model, goalTo());
  t.match(outcome, { kind: 'done', left: [] });
  t.strictSame(model.serving(), { 'ami-new': 3 });
  t.strictSame(model.complaints, []);
});

t.test('an old instance that dies in mid-roll is replaced by what served', async (t) => {
  const model = new ModelGroup(SIZES);
  const first = model.boxes[0];
  if (first) model.boxes[0] = { ...first, temper: { ...GOOD, dies: 3_600_000 + 15_000 } };
  const { outcome } = await runRoll(model, goalTo());
  t.match(outcome, { kind: 'done', left: [] });
  t.strictSame(model.serving(), { 'ami-new': 3 });
});

t.test('new ones that die one after the other make it go back', async (t) => {
  const model = new ModelGroup({ ...SIZES, fresh: () => ({ ...GOOD, dies: 25_000 }) });
  model.floor = 3;
  const { outcome } = await runRoll(model, goalTo());
  t.match(outcome, { kind: 'went-back' });
  t.strictSame(model.serving(), { 'ami-old': 3 });
  t.strictSame(model.complaints, []);
});

t.test('a zone without capacity is passed over', async (t) => {
  const model = new ModelGroup({ ...SIZES, noCapacity: ['a'] });
  model.floor = 3;
  const { outcome } = await runRoll(model, goalTo());
  t.match(outcome, { kind: 'done', left: [] });
  t.strictSame(model.serving(), { 'ami-new': 3 });
});

t.test('no capacity anywhere goes back', async (t) => {
  const model = new ModelGroup({ ...SIZES, noCapacity: ['a', 'b'] });
  const { outcome } = await runRoll(model, goalTo());
  t.match(outcome, { kind: 'went-back', because: /InsufficientInstanceCapacity/ });
  t.strictSame(model.serving(), { 'ami-old': 3 });
  t.equal(model.desired, 3);
});
