import t from 'tap';
import { BASELINE, GOOD, ModelGroup } from './model-group.ts';
import { goalTo, POLICY, runRoll } from './run-roll.ts';

const MINUTE = 60_000;
const SIZES = { min: 1, max: 6, desired: 3 };
const SHORT = { ...POLICY, deadline: { ...POLICY.deadline, healthy: MINUTE, total: 20 * MINUTE } };

t.test(
  'an outage in which everything fails rolls nothing back: the roll waits for its end, and goes on',
  async (t) => {
    const model = new ModelGroup(SIZES);
    model.replaces = false;
    let down = false;
    model.fails = () => down;
    model.at(28_000, () => {
      down = true;
    });
    model.at(10 * MINUTE, () => {
      down = false;
    });
    const { outcome, facts } = await runRoll(model, goalTo({ policy: SHORT }));
    t.match(outcome, { kind: 'done', left: [] });
    t.strictSame(model.serving(), { 'ami-new': 3 });
    t.notOk(facts.some(({ type }) => type === 'bad' || type === 'going-back'));
  },
);

t.test('nor are those to blame that the group ends in an outage for their health', async (t) => {
  const model = new ModelGroup(SIZES);
  const stop = new AbortController();
  const from = model.clock.now() + 28_000;
  model.fails = () => model.clock.now() >= from;
  model.at(10 * MINUTE, () => {
    stop.abort();
  });
  const { facts } = await runRoll(model, goalTo({ policy: SHORT }), stop.signal);
  t.notOk(facts.some(({ type }) => type === 'bad' || type === 'going-back'));
  t.equal(facts.filter(({ type }) => type === 'launching').length, 2, 'and none is launched in their place');
});

t.test('an outage that does not end leaves the roll at rest at its deadline', async (t) => {
  const model = new ModelGroup(SIZES);
  model.replaces = false;
  const from = model.clock.now() + 28_000;
  model.fails = () => model.clock.now() >= from;
  const { outcome, facts } = await runRoll(model, goalTo({ policy: SHORT }));
  t.match(outcome, {
    kind: 'paused',
    because: /deadline.total; .*neither are those that served.*not this image/,
  });
  t.notOk(facts.some(({ type }) => type === 'bad' || type === 'going-back'));
  t.equal(model.counted().filter(({ version }) => version === BASELINE).length, 3, 'nothing old is ended');
});

t.test('where one zone fails the others go on, and the new ones there are not to blame', async (t) => {
  const model = new ModelGroup({ min: 1, max: 8, desired: 4 });
  model.replaces = false;
  let down = false;
  model.fails = ({ zone }) => down && zone === 'a';
  model.at(25_000, () => {
    down = true;
  });
  model.at(8 * MINUTE, () => {
    down = false;
  });
  const { outcome, facts } = await runRoll(model, goalTo({ policy: SHORT }));
  t.match(outcome, { kind: 'done', left: [] });
  t.notOk(facts.some(({ type }) => type === 'bad'));
  t.strictSame(model.serving(), { 'ami-new': 4 });
});

t.test('an alarm that rings in an outage puts nothing back either', async (t) => {
  const model = new ModelGroup(SIZES);
  model.replaces = false;
  const from = model.clock.now() + 28_000;
  model.fails = () => model.clock.now() >= from;
  model.at(2 * MINUTE, () => {
    model.ring('alarm');
  });
  const { outcome } = await runRoll(model, goalTo({ policy: { ...SHORT, samples: 20 } }));
  t.match(outcome, { kind: 'paused', because: /alarm 5xx is in ALARM; .*not this image/ });
});

t.test('more new ones than the first step allows make way for what served', async (t) => {
  const model = new ModelGroup({ min: 4, max: 8, desired: 4 });
  model.floor = 3;
  // Two old ones die in the moment in which the template points at the new version: the group itself launches two new ones.
  const launch = model.launch.bind(model);
  let launches = 0;
  model.launch = async (order, token) => {
    const launched = await launch(order, token);
    if (launches++ === 0) {
      model.boxes = model.boxes.filter(({ id }) => id !== 'i-0' && id !== 'i-1');
      model.pass(1_000);
    }
    return launched;
  };
  let canaries = 0;
  model.at(3 * MINUTE, () => {
    canaries = model.counted().filter(({ version }) => version !== BASELINE).length;
  });
  const policy = { ...POLICY, canary: 1, canarySoak: 5 * MINUTE };
  const { outcome, facts } = await runRoll(model, goalTo({ policy }));
  t.match(outcome, { kind: 'done', left: [] });
  t.equal(canaries, 1, 'one soaks');
  t.notOk(facts.some(({ type }) => type === 'bad'));
  t.strictSame(model.serving(), { 'ami-new': 4 });
  t.strictSame(model.complaints, []);
});

t.test('a launch that hangs in a hook is bad at its deadline', async (t) => {
  const model = new ModelGroup({ ...SIZES, fresh: () => ({ boot: 9_999 * MINUTE, healthy: 0 }) });
  const { outcome } = await runRoll(model, goalTo({ policy: { ...SHORT, maxBadLaunches: 2 } }));
  t.match(outcome, { kind: 'went-back', left: [], because: /not in service by deadline.launch/ });
  t.strictSame(model.serving(), { 'ami-old': 3 });
});

t.test('a crash that the console shows is bad at once, long before the deadline', async (t) => {
  const model = new ModelGroup({ ...SIZES, fresh: () => ({ ...GOOD, healthy: undefined }) });
  model.crashed = (id) =>
    model.boxes.some((box) => box.id === id && box.version !== BASELINE)
      ? 'its unit ended 3 times'
      : undefined;
  const start = model.clock.now();
  const { outcome } = await runRoll(model, goalTo());
  t.match(outcome, { kind: 'went-back', because: /its unit ended 3 times/ });
  t.ok(model.clock.now() - start < 2 * MINUTE);
});
