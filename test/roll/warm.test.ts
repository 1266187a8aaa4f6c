import t from 'tap';
import type { Goal, Policy } from '../../roll/goal.ts';
import { BASELINE, GOOD, ModelGroup, type ModelOptions } from './model-group.ts';
import { goalTo, POLICY, runRoll } from './run-roll.ts';

const SIZES = { min: 1, max: 6, desired: 3 };
const HOUR = 3_600_000;

t.test('old ones wait in Standby, and all else is as it was', async (t) => {
  const { model, found } = place(SIZES);
  const began = model.clock.now();
  const { outcome } = await runRoll(model, warmly());
  t.match(outcome, { kind: 'done', left: [] });
  t.strictSame(found(), { ...QUIET, serving: { 'ami-new': 3 }, standby: { 'ami-old': 3 } });
  const until = Date.parse(model.tags['bakeroll:warm-until'] ?? '');
  t.ok(
    until > began + HOUR && until < model.clock.now() + HOUR + 1,
    'an hour from when they were sent there',
  );
  t.strictSame(model.sent.filter((name) => name === 'end').length, 0);
});

t.test('more than 20 go in turns of 20', async (t) => {
  const { model, found } = place({ min: 1, max: 90, desired: 45 });
  model.floor = 45;
  const { outcome } = await runRoll(model, warmly());
  t.match(outcome, { kind: 'done', left: [] });
  t.match(found(), { serving: { 'ami-new': 45 }, standby: { 'ami-old': 45 } });
  t.equal(model.sent.filter((name) => name === 'stand-by').length, 3);
});

t.test('with little room they go batch by batch', async (t) => {
  const { model, found } = place({ min: 3, max: 4, desired: 3 });
  const { outcome } = await runRoll(model, warmly({ surge: { count: 1 } }));
  t.match(outcome, { kind: 'done', left: [] });
  t.match(found(), { serving: { 'ami-new': 3 }, standby: { 'ami-old': 3 } });
});

t.test('an old one that is not healthy is no use warm: it is ended', async (t) => {
  const { model, found } = place(SIZES);
  const first = model.boxes[0];
  if (first) model.boxes[0] = { ...first, temper: { ...GOOD, sickens: 3_600_000 - 30_000 } };
  model.replaces = false;
  model.floor = 2;
  const { outcome } = await runRoll(model, warmly());
  t.match(outcome, { kind: 'done', left: [] });
  t.match(found(), { serving: { 'ami-new': 3 }, standby: { 'ami-old': 2 } });
});

t.test('a roll that goes back calls those back that it had sent into Standby', async (t) => {
  const bad = (n: number) => (n === 0 ? GOOD : { boot: 10_000, healthy: undefined });
  const { model, found } = place({ min: 3, max: 4, desired: 3, fresh: bad });
  const { outcome } = await runRoll(model, warmly({ surge: { count: 1 }, maxBadLaunches: 1 }));
  t.match(outcome, { kind: 'went-back', left: [] });
  t.strictSame(found(), { ...QUIET, min: 3, serving: { 'ami-old': 3 }, standby: {} });
  t.equal(model.sent.filter((name) => name === 'call-back').length, 1);
  t.equal(model.tags['bakeroll:warm-until'], undefined);
  t.equal(new Set(model.boxes.map(({ id }) => id)).size, 3, 'the very ones that served before');
});

t.test('a rollback calls the warm ones back in seconds, and makes no version', async (t) => {
  const { model, found, back } = await warm(SIZES);
  const began = model.clock.now();
  const versions = model.versions.length;
  const { outcome, facts } = await runRoll(model, back());
  t.match(outcome, { kind: 'done', left: [] });
  t.strictSame(found(), { ...QUIET, serving: { 'ami-old': 3 }, standby: {} });
  t.equal(model.template, BASELINE, 'the very version that they run');
  t.equal(model.versions.length, versions);
  t.notOk(facts.some(({ type }) => type === 'launching' || type === 'version-made'));
  // One to boot in the model, two samples 5 s apart, and what leaves.
  t.ok(model.clock.now() - began < 60_000, `${model.clock.now() - began} ms`);
});

t.test('with a tight maximum the warm ones come in as many turns as there is room for', async (t) => {
  const { model, found, back } = await warm({ min: 3, max: 4, desired: 3 }, { surge: { count: 1 } });
  const { outcome } = await runRoll(model, back());
  t.match(outcome, { kind: 'done', left: [] });
  t.match(found(), { serving: { 'ami-old': 3 }, standby: {} });
  t.equal(model.sent.filter((name) => name === 'call-back').length, 3);
  t.equal(
    model.sent.filter((name) => name === 'launch').length,
    3,
    'the roll forward launched, and nobody else',
  );
});

t.test('what is missing of the warm ones is launched at once', async (t) => {
  const { model, found, back } = await warm(SIZES);
  const gone = model.boxes.find(({ standby }) => standby);
  model.boxes = model.boxes.filter((box) => box !== gone);
  const { outcome } = await runRoll(model, back());
  t.match(outcome, { kind: 'done', left: [] });
  t.match(found(), { serving: { 'ami-old': 3 }, standby: {} });
});

t.test('a warm rollback that is killed at any write comes to the same end', async (t) => {
  for (let at = 0; at < 16; at += 1) {
    const { model, found, back } = await warm(SIZES);
    const from = model.sent.length;
    model.kills = (sent) => sent === from + at;
    const { outcome } = await runRoll(model, back());
    t.match(outcome, { kind: 'done', left: [] }, `killed at ${at}`);
    t.strictSame(found(), { ...QUIET, serving: { 'ami-old': 3 }, standby: {} }, `killed at ${at}`);
  }
});

t.test('the next roll ends older warm ones first, whatever their time', async (t) => {
  const { model, found, ids } = await warm(SIZES);
  const warmOnes = {
    instances: ids(),
    until: Number.POSITIVE_INFINITY,
    template: { id: 'lt-1', version: 7 },
  };
  const { outcome, facts } = await runRoll(
    model,
    goalTo({ roll: 'r-2', release: 'v3', image: 'ami-third', warm: warmOnes }),
  );
  t.match(outcome, { kind: 'done', left: [] });
  t.strictSame(found(), { ...QUIET, serving: { 'ami-third': 3 }, standby: {} });
  const types = facts.map(({ type }) => type);
  t.ok(types.indexOf('ending') < types.indexOf('launching'));
  t.equal(model.tags['bakeroll:warm-until'], undefined);
});

t.test('whom a person put into Standby is let alone', async (t) => {
  const { model } = place({ ...SIZES, desired: 4 });
  const theirs = model.boxes[0];
  if (theirs) theirs.standby = true;
  model.desired = 3;
  const { outcome } = await runRoll(model, warmly());
  t.match(outcome, { kind: 'done', left: [] });
  t.ok(model.boxes.some((box) => box === theirs && box.standby));
  t.equal(model.boxes.filter(({ standby }) => standby).length, 4);
});

t.test('a call that AWS refuses for ever is no reason to wait for ever', async (t) => {
  for (const never of ['call-back', 'stand-by'] as const) {
    let refuse = never === 'stand-by';
    const { model, found, back } = await warm({
      ...SIZES,
      mischief: (_, name) => (refuse && name === never ? 'refused' : undefined),
    });
    refuse = true;
    if (never === 'stand-by') {
      t.match(found(), { serving: { 'ami-new': 3 } });
      continue;
    }
    const { outcome } = await runRoll(model, back());
    t.equal(outcome.kind, 'done');
    t.match(found(), { serving: { 'ami-old': 3 }, standby: {} }, 'launched, where nobody comes back');
  }
});

const QUIET = { min: 1, desired: 3, grace: 0, suspended: false, protected: 0, complaints: [] };

function warmly(policy: Partial<Policy> = {}): Goal {
  return goalTo({ policy: { ...POLICY, keepWarm: HOUR, ...policy } });
}

function place(options: ModelOptions) {
  const model = new ModelGroup(options);
  [model.floor, model.cap] = [3, options.max];
  const found = () => {
    const standby = Map.groupBy(
      model.boxes.filter((box) => box.standby && box.leaving === undefined),
      (box) => (box.version === BASELINE ? 'ami-old' : 'another'),
    );
    return {
      ...{ min: model.min, desired: model.desired, grace: model.grace, suspended: model.rebalanceSuspended },
      protected: model.boxes.filter((box) => box.protected && !box.standby).length,
      complaints: model.complaints,
      serving: model.serving(),
      standby: Object.fromEntries([...standby].map(([image, boxes]) => [image, boxes.length])),
    };
  };
  return { model, found };
}

/** A group after a roll that left the old ones warm, and the rollback that comes next. */
async function warm(options: ModelOptions, policy: Partial<Policy> = {}) {
  const { model, found } = place(options);
  await runRoll(model, warmly(policy));
  const ids = () => model.boxes.filter(({ standby }) => standby).map(({ id }) => id);
  const back = () =>
    goalTo({
      ...{ roll: 'r-2', kind: 'rollback', release: 'v1', image: 'ami-old', from: 'v2' },
      policy: { ...POLICY, ...policy },
      warm: { instances: ids(), until: model.clock.now(), template: { id: 'lt-1', version: BASELINE } },
    });
  return { model, found, ids, back };
}
