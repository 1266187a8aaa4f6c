import t from 'tap';
import { Unanswered } from '../../world/aws/answer.ts';
import { BASELINE, GOOD, ModelGroup, type Mischief } from './model-group.ts';
import { goalTo, POLICY, runRoll } from './run-roll.ts';

const SIZES = { min: 1, max: 6, desired: 3 };

/** The promise at the end of any roll: what it says is so, and nothing is left of it. */
function atRest(model: ModelGroup) {
  const { min, grace, rebalanceSuspended } = model;
  return { min, grace, rebalanceSuspended };
}

t.test('a driver that is told to stop leaves the group at rest, and another one goes on', async (t) => {
  for (let at = 1; at < 14; at += 1) {
    const stop = new AbortController();
    const model = new ModelGroup({
      ...SIZES,
      mischief: (call) => {
        if (call === at) stop.abort();
        return undefined;
      },
    });
    model.floor = 3;
    const { outcome, facts } = await runRoll(model, goalTo(), stop.signal);
    t.match(outcome, { kind: 'paused', left: [] }, `stopped at write ${at}`);
    t.equal(model.grace, 0);
    t.equal(
      model.rebalanceSuspended,
      model.unevenness() > 1,
      'AZRebalance is held only while it would move something',
    );
    const trusted = facts.some(({ type }) => type === 'moved');
    t.equal(model.templateImage, trusted ? 'ami-new' : 'ami-old');
    const again = await runRoll(model, goalTo(), undefined, facts);
    t.match(again.outcome, { kind: 'done', left: [] });
    t.strictSame(model.serving(), { 'ami-new': 3 });
    t.strictSame(atRest(model), { min: 1, grace: 0, rebalanceSuspended: false });
    t.strictSame(model.complaints, []);
  }
});

t.test("a stranger's template is not overwritten: the roll rests", async (t) => {
  const model = new ModelGroup(SIZES);
  model.at(25_000, () => {
    model.template = 99;
  });
  const { outcome } = await runRoll(model, goalTo());
  t.match(outcome, {
    kind: 'paused',
    because: /version 99 .* version 7: ImageId is not there, and was ami-old$/,
  });
  t.equal(model.template, 99);
  t.equal(model.counted().filter((box) => box.version === BASELINE).length, 3);
});

t.test('looks that lag behind make nothing happen twice', async (t) => {
  for (const lag of [1_000, 4_000, 7_000, 9_000]) {
    const model = new ModelGroup({ ...SIZES, lag });
    [model.floor, model.cap] = [3, 6];
    const { outcome } = await runRoll(model, goalTo());
    t.match(outcome, { kind: 'done', left: [] }, `${lag} ms behind`);
    t.strictSame(model.serving(), { 'ami-new': 3 });
    t.strictSame(model.complaints, []);
    t.equal(model.sent.filter((name) => name === 'end').length, 3);
    t.equal(model.sent.filter((name) => name === 'launch').length, 2);
  }
});

t.test('what was launched and is not listed yet is not launched again', async (t) => {
  for (const kind of ['roll', 'rollback'] as const) {
    const model = new ModelGroup({ min: 1, max: 6, desired: 1, lag: 9_000 });
    [model.floor, model.cap] = [1, 2];
    const { outcome } = await runRoll(model, goalTo({ kind, policy: { ...POLICY, surge: { count: 3 } } }));
    t.match(outcome, { kind: 'done', left: [] });
    t.strictSame(model.complaints, []);
  }
});

t.test(
  'a launch whose answer was lost starts nothing twice, and the template goes home meanwhile',
  async (t) => {
    let lost = 0;
    const model = new ModelGroup({
      ...{ min: 1, max: 12, desired: 3 },
      mischief: (_, name) => (name === 'launch' && lost++ === 0 ? 'answer-lost' : undefined),
    });
    [model.floor, model.cap] = [3, 6];
    let meanwhile = '';
    model.at(20_000, () => {
      meanwhile = model.templateImage;
    });
    const { outcome } = await runRoll(model, goalTo());
    t.match(outcome, { kind: 'done', left: [] });
    t.equal(meanwhile, 'ami-old');
    t.strictSame(model.complaints, []);
  },
);

t.test('old ones go only when the proven new ones are protected from scale-in', async (t) => {
  const unprotected: string[] = [];
  const model = new ModelGroup({
    ...SIZES,
    mischief: (_, name) => {
      if (name !== 'end') return undefined;
      const fresh = model.counted().filter(({ version }) => version !== BASELINE);
      unprotected.push(...fresh.filter((box) => !box.protected).map(({ id }) => id));
      return undefined;
    },
  });
  const { outcome } = await runRoll(model, goalTo());
  t.match(outcome, { kind: 'done', left: [] });
  t.strictSame(unprotected, []);
});

t.test('so many bad ones as the policy names fail the roll, and not one fewer', async (t) => {
  for (const maxBadLaunches of [1, 2, 3]) {
    const model = new ModelGroup({
      ...{ min: 1, max: 2, desired: 1 },
      fresh: () => ({ boot: 5_000, healthy: undefined }),
    });
    const { outcome, facts } = await runRoll(model, goalTo({ policy: { ...POLICY, maxBadLaunches } }));
    t.equal(outcome.kind, 'went-back');
    t.equal(facts.filter(({ type }) => type === 'bad').length, maxBadLaunches);
  }
});

t.test(
  'once all that were asked for are proven, one that turns bad is replaced, and nothing goes back',
  async (t) => {
    const fresh = (n: number) => (n < 3 ? { ...GOOD, sickens: 30_000 } : GOOD);
    const model = new ModelGroup({ ...SIZES, drain: 300_000, fresh });
    model.replaces = false;
    const { outcome } = await runRoll(model, goalTo({ policy: { ...POLICY, maxBadLaunches: 1 } }));
    t.equal(outcome.kind, 'done');
    t.strictSame(model.serving(), { 'ami-new': 3 });
  },
);

t.test('an instance is proven by as many samples as the policy asks, an interval apart', async (t) => {
  const took = async (samples: number) => {
    const model = new ModelGroup(SIZES);
    const start = model.clock.now();
    await runRoll(model, goalTo({ policy: { ...POLICY, samples, tick: 1_000 } }));
    return model.clock.now() - start;
  };
  // Eight more samples, 5 s apart each.
  t.ok((await took(10)) - (await took(2)) >= 8 * 5_000);
});

t.test("a stranger's grace period is kept, and said", async (t) => {
  const model = new ModelGroup(SIZES);
  model.at(25_000, () => {
    model.grace = 900;
  });
  const { outcome } = await runRoll(model, goalTo());
  t.match(outcome, { kind: 'done', left: [/900 s, and was 0 s: somebody else/] });
  t.strictSame(atRest(model), { min: 1, grace: 900, rebalanceSuspended: false });
});

t.test('when those that served fail too, the image is not to blame', async (t) => {
  const sick = { ...GOOD, sickens: 3_640_000 - 30_000 };
  const model = new ModelGroup({
    ...SIZES,
    temper: sick,
    fresh: () => ({ boot: 5_000, healthy: undefined }),
  });
  const policy = { ...POLICY, deadline: { ...POLICY.deadline, healthy: 60_000, total: 600_000 } };
  model.replaces = false;
  const { outcome, facts } = await runRoll(model, goalTo({ policy }));
  t.match(outcome, { kind: 'paused', because: /neither are those that served/ });
  t.notOk(facts.some(({ type }) => type === 'bad'));
  t.equal(model.counted().filter((box) => box.version === BASELINE).length, 3, 'nothing old is ended');
});

t.test(
  'new ones that serve for a while and then all fail are to blame, also where few old ones are left',
  async (t) => {
    const fresh = () => ({ boot: 5_000, healthy: 5_000, sickens: 40_000 });
    for (const drain of [1_000, 120_000]) {
      const model = new ModelGroup({ ...SIZES, drain, fresh });
      model.replaces = false;
      const policy = { ...POLICY, soak: 60_000 };
      const { outcome } = await runRoll(model, goalTo({ policy }));
      t.match(outcome, { kind: 'went-back', because: /unhealthy after having been healthy/ });
      t.strictSame(model.serving(), { 'ami-old': 3 });
    }
  },
);

t.test('an AWS that stops answering is an end too', async (t) => {
  const model = new ModelGroup(SIZES);
  let silent = false;
  model.at(30_000, () => {
    silent = true;
  });
  const observe = model.observe.bind(model);
  model.observe = () => {
    if (!silent) return observe();
    model.pass(1_000);
    return Promise.reject(new Unanswered('timeout', undefined));
  };
  const { outcome } = await runRoll(model, goalTo());
  t.match(outcome, { kind: 'stranded', because: /AWS did not answer/ });
});

t.test('an old one that cannot be ended does not take the new release back', async (t) => {
  const model = new ModelGroup({
    ...SIZES,
    mischief: (_, name) => (name === 'end' ? 'refused' : undefined),
  });
  const { outcome } = await runRoll(model, goalTo());
  t.match(
    outcome,
    { kind: 'done', left: { length: 5 } },
    'three instances, desired, and AZRebalance, which would move some',
  );
  t.strictSame(model.serving(), { 'ami-old': 3, 'ami-new': 3 });
  t.match(model, { grace: 0, rebalanceSuspended: true, templateImage: 'ami-new' });
});

t.test('a template that takes no version is an end too', async (t) => {
  const model = new ModelGroup({
    ...SIZES,
    mischief: (_, name) => (name === 'make-version' ? 'throttled' : undefined),
  });
  const { outcome } = await runRoll(model, goalTo());
  t.match(outcome, { kind: 'paused', because: /did not make a version/ });
  t.strictSame(model.serving(), { 'ami-old': 3 });
  t.strictSame(atRest(model), { min: 1, grace: 0, rebalanceSuspended: false });
});

t.test('a group that is never let go of goes back, or says that it cannot', async (t) => {
  const model = new ModelGroup({
    ...SIZES,
    mischief: (call) => (call > 3 ? 'throttled' : undefined),
  });
  const { outcome } = await runRoll(model, goalTo());
  t.equal(outcome.kind, 'stranded');
});

const WAYS = [
  ['launch-instances', 1_000],
  ['min-size', 400],
] as const;

for (const [launchBy, seeds] of WAYS)
  t.test(
    `whatever goes wrong, a roll by ${launchBy} ends, keeps its promise and leaves nothing`,
    async (t) => {
      const ends = new Map<string, number>();
      for (let seed = 1; seed <= seeds; seed += 1) {
        const chance = dice(seed);
        const asked = 1 + Math.floor(chance() * 5);
        const max = asked + 1 + Math.floor(chance() * asked);
        const quality = chance();
        const model = new ModelGroup({
          min: Math.floor(chance() * (asked + 1)),
          max,
          desired: asked,
          drain: chance() * 60_000,
          ...(chance() < 0.3 ? { lag: 1_000 + Math.floor(chance() * 5_000) } : {}),
          fresh: () => {
            if (chance() > quality) return { boot: 10_000, healthy: undefined };
            return { boot: 1_000 + chance() * 60_000, healthy: chance() * 30_000 };
          },
          mischief: () => (chance() < 0.1 ? KINDS[Math.floor(chance() * KINDS.length)] : undefined),
        });
        model.floor = asked;
        model.cap = max;
        model.lifts = launchBy === 'min-size';
        const before = atRest(model);
        const surge = chance() < 0.5 ? { count: 1 } : { percent: 100 };
        const kind = chance() < 0.3 ? 'rollback' : 'roll';
        const { outcome } = await runRoll(model, goalTo({ kind, launchBy, policy: { ...POLICY, surge } }));
        ends.set(outcome.kind, (ends.get(outcome.kind) ?? 0) + 1);
        // It stays off where it would move something, and that is said.
        const rebalanceSuspended = model.unevenness() > 1;
        const image = outcome.kind === 'done' ? 'ami-new' : 'ami-old';
        const found = {
          serving: model.serving(),
          ...atRest(model),
          complaints: model.complaints,
          template: model.templateImage,
        };
        const wanted = {
          serving: { [image]: asked },
          ...before,
          rebalanceSuspended,
          complaints: [],
          template: image,
        };
        if (!t.strictSame(found, wanted, `seed ${seed}: ${outcome.kind}`)) break;
      }
      t.comment(JSON.stringify(Object.fromEntries(ends)));
    },
  );

const KINDS: readonly Mischief[] = ['killed-before', 'killed-after', 'throttled', 'answer-lost'];

/** The same numbers for the same seed (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
