import t from 'tap';
import type { Goal } from '../../roll/goal.ts';
import { BASELINE, GOOD, ModelGroup, type ModelOptions } from './model-group.ts';
import { goalTo, POLICY, runRoll } from './run-roll.ts';

const SIZES = { min: 1, max: 6, desired: 3 };
const DEAD = { boot: 10_000, healthy: undefined };

/** How a group may take a launch. */
const WAYS: readonly { name: string; goal: Partial<Goal>; options: Partial<ModelOptions> }[] = [
  { name: 'LaunchInstances', goal: {}, options: {} },
  { name: 'LaunchInstances that keeps desired', goal: {}, options: { keepsDesired: true } },
  { name: 'the minimum', goal: { launchBy: 'min-size' }, options: {} },
];

function groupOf(options: ModelOptions): ModelGroup {
  const model = new ModelGroup(options);
  model.lifts = true;
  [model.floor, model.cap] = [options.desired, options.max];
  return model;
}

for (const { name, goal, options } of WAYS) {
  t.test(`a roll by ${name} ends as any, and leaves nothing`, async (t) => {
    for (const surge of [{ percent: 100 }, { count: 1 }]) {
      const model = groupOf({ ...SIZES, ...options });
      const { outcome } = await runRoll(model, goalTo({ ...goal, policy: { ...POLICY, surge } }));
      t.match(outcome, { kind: 'done', left: [] });
      t.strictSame(model.serving(), { 'ami-new': 3 });
      t.match(model, { min: 1, max: 6, desired: 3, complaints: [], templateImage: 'ami-new' });
      t.notOk(model.boxes.some((box) => box.protected));
    }
  });

  t.test(`a bad image goes back by ${name}`, async (t) => {
    const model = groupOf({ ...SIZES, ...options, fresh: () => DEAD });
    const { outcome } = await runRoll(model, goalTo(goal));
    t.equal(outcome.kind, 'went-back');
    t.strictSame(model.serving(), { 'ami-old': 3 });
    t.match(model, { min: 1, max: 6, desired: 3, complaints: [], templateImage: 'ami-old' });
    t.notOk(model.boxes.some((box) => box.protected));
  });

  t.test(`one bad instance of three is replaced by ${name}`, async (t) => {
    const model = groupOf({ ...SIZES, ...options, fresh: (n) => (n === 1 ? DEAD : GOOD) });
    const { outcome } = await runRoll(model, goalTo(goal));
    t.match(outcome, { kind: 'done', left: [] });
    t.strictSame(model.serving(), { 'ami-new': 3 });
    t.strictSame(model.complaints, []);
  });

  t.test(`a first release is launched by ${name}`, async (t) => {
    const model = groupOf({ min: 0, max: 3, desired: 0, ...options });
    model.cap = 3;
    const policy = { ...POLICY, firstSize: 3 };
    const { outcome } = await runRoll(model, goalTo({ ...goal, from: undefined, policy }));
    t.match(outcome, { kind: 'done', left: [] });
    t.strictSame(model.serving(), { 'ami-new': 3 });
  });
}

t.test('a minimum that is raised to launch is lowered only when all that serve are protected', async (t) => {
  const open: string[] = [];
  const model = groupOf({
    ...SIZES,
    mischief: (_, name) => {
      if (name === 'end')
        open.push(
          ...model
            .counted()
            .filter((box) => !box.protected)
            .map(({ id }) => id),
        );
      return undefined;
    },
  });
  await runRoll(model, goalTo({ launchBy: 'min-size' }));
  t.strictSame(open, []);
  t.ok(model.sent.includes('protect'));
});

t.test('where there is no room old ones go first, as far as the floor lets them', async (t) => {
  for (const [desired, percent, floor] of [
    [2, 50, 1],
    [4, 50, 2],
    [4, 75, 3],
    [1, 0, 0],
  ] as const) {
    const model = new ModelGroup({ min: 1, max: desired, desired });
    [model.floor, model.cap] = [floor, desired];
    const { outcome } = await runRoll(model, goalTo({ policy: { ...POLICY, minHealthy: { percent } } }));
    t.match(outcome, { kind: 'done', left: [] }, `${desired}, and ${floor} have to serve`);
    t.strictSame(model.serving(), { 'ami-new': desired });
    t.match(model, { min: 1, max: desired, complaints: [], templateImage: 'ami-new' });
    t.notOk(model.sent.includes('launch'));
  }
});

t.test('old ones that went first come back where the new ones are bad', async (t) => {
  const model = new ModelGroup({ min: 1, max: 4, desired: 4, fresh: () => DEAD });
  [model.floor, model.cap] = [2, 4];
  const policy = { ...POLICY, minHealthy: { percent: 50 }, maxBadLaunches: 2 };
  const { outcome } = await runRoll(model, goalTo({ policy }));
  t.equal(outcome.kind, 'went-back');
  t.strictSame(model.serving(), { 'ami-old': 4 });
  t.strictSame(model.complaints, []);
});

t.test('`max: raise` makes room for the roll and puts the maximum back', async (t) => {
  for (const [fresh, ends] of [
    [GOOD, 'done'],
    [DEAD, 'went-back'],
  ] as const) {
    const model = new ModelGroup({ min: 1, max: 3, desired: 3, fresh: () => fresh });
    [model.floor, model.cap] = [3, 6];
    const { outcome } = await runRoll(model, goalTo({ policy: { ...POLICY, max: 'raise' } }));
    t.match(outcome, { kind: ends, left: [] });
    t.match(model, { min: 1, max: 3, desired: 3, complaints: [] });
  }
});

t.test('while the maximum is raised no more are asked for than the group had room for', async (t) => {
  const model = new ModelGroup({ min: 1, max: 3, desired: 3 });
  model.at(15_000, () => {
    model.max = 8;
    model.scale(8, 'policy');
    model.max = 6;
  });
  const { outcome } = await runRoll(model, goalTo({ policy: { ...POLICY, max: 'raise' } }));
  t.equal(outcome.kind, 'done');
  t.match(model, { max: 3, desired: 3 });
});

t.test(
  'room that is lost in mid-roll is waited for, and at the deadline the roll rests and says what would help',
  async (t) => {
    const model = new ModelGroup({ min: 1, max: 4, desired: 3 });
    model.floor = 3;
    model.at(20_000, () => {
      model.max = 3;
      model.desired = 3;
    });
    const policy = { ...POLICY, deadline: { ...POLICY.deadline, total: 600_000 } };
    const { outcome } = await runRoll(model, goalTo({ policy }));
    t.match(outcome, { kind: 'paused', because: /max: raise/ });
  },
);

t.test(
  'a launch that can never succeed fails the roll at once, also where only an activity says so',
  async (t) => {
    const why = 'The AMI ID does not exist. Launching EC2 instance failed.';
    const model = new ModelGroup({ ...SIZES, noCapacity: ['a', 'b'] });
    model.lifts = true;
    model.at(10_000, () => {
      const told = {
        id: 'a-1',
        at: model.clock.now(),
        kind: 'launch',
        status: 'failed',
        changes: [],
      } as const;
      model.activities = [{ ...told, cause: 'unknown', instance: undefined, why }];
    });
    model.unlaunchable = 8;
    const start = model.clock.now();
    const { outcome } = await runRoll(model, goalTo({ launchBy: 'min-size' }));
    t.match(outcome, { kind: 'went-back', because: /AMI ID does not exist/ });
    t.ok(model.clock.now() - start < 120_000);
  },
);

t.test('an order is split where a zone gets more than a call takes', async (t) => {
  const model = new ModelGroup({ min: 1, max: 500, desired: 250 });
  const { outcome } = await runRoll(model, goalTo());
  t.match(outcome, { kind: 'done', left: [] });
  t.equal(model.sent.filter((name) => name === 'launch').length, 4);
});

t.test('a roll in which nothing fails writes no more than is promised', async (t) => {
  for (const desired of [1, 2, 3, 10, 50, 120]) {
    for (const [name, surge, batches] of [
      ['at once', { percent: 100 }, 1],
      ['in halves', { percent: 50 }, 2],
    ] as const) {
      const model = new ModelGroup({ min: 1, max: 2 * desired, desired });
      const { outcome } = await runRoll(model, goalTo({ policy: { ...POLICY, surge } }));
      t.match(outcome, { kind: 'done', left: [] });
      const most = 2 * desired + Math.ceil(desired / 20) + 2 * Math.ceil(desired / 50) + 14;
      const { writes } = model.calls();
      t.ok(writes <= most + 2 * (batches - 1), `${desired} ${name}: ${writes} of ${most}`);
    }
  }
});

t.test('an instance refresh that somebody begins in mid-roll is let go first: the roll rests', async (t) => {
  const model = new ModelGroup(SIZES);
  model.floor = 3;
  model.at(15_000, () => {
    model.refresh = 'refresh-1';
  });
  const { outcome, facts } = await runRoll(model, goalTo());
  t.match(outcome, { kind: 'paused', because: /instance refresh refresh-1/ });
  t.notOk(
    model.boxes.some((box) => box.protected),
    'nothing is protected while it rests',
  );
  model.refresh = undefined;
  const again = await runRoll(model, goalTo(), undefined, facts);
  t.match(again.outcome, { kind: 'done', left: [] });
  t.strictSame(model.complaints, []);
});

t.test('a look that lags behind launches no more than the surge lets stand', async (t) => {
  const model = new ModelGroup({ min: 1, max: 9, desired: 3, lag: 6_000 });
  [model.floor, model.cap] = [3, 5];
  const policy = { ...POLICY, surge: { count: 2 }, tick: 10_000 };
  const { outcome } = await runRoll(model, goalTo({ policy }));
  t.match(outcome, { kind: 'done', left: [] });
  t.strictSame(model.complaints, []);
});

t.test(
  'what never came up is bad as soon as AWS says so, and the template does not wait for it',
  async (t) => {
    const model = new ModelGroup({ min: 1, max: 6, desired: 3 });
    const launch = model.launch.bind(model);
    const start = model.clock.now();
    let pointed = 0;
    model.launch = async (order, token) => {
      const launched = await launch(order, token);
      const ids: readonly string[] = launched.instances;
      model.boxes = model.boxes.filter(({ id }) => !ids.includes(id));
      model.desired -= ids.length;
      for (const id of ids)
        model.tell('launch', id, 'driver', { status: 'failed', why: 'Client.InternalError' });
      return launched;
    };
    for (let at = 1_000; at < 60_000; at += 1_000)
      model.at(at, () => {
        if (model.template !== BASELINE) pointed += 1;
      });
    const { outcome } = await runRoll(model, goalTo());
    t.match(outcome, { kind: 'went-back', because: /it did not come up: Client.InternalError/ });
    t.ok(model.clock.now() - start < 60_000, 'a minute is for what nothing is said of');
    t.equal(pointed, 0, 'what the group launches by itself is what served');
  },
);
