import t from 'tap';
import { silentAlarm } from '../../roll/alarms.ts';
import type { Alarm } from '../../roll/fleet.ts';
import { GOOD, ModelGroup } from './model-group.ts';
import { goalTo, POLICY, runRoll } from './run-roll.ts';

const MINUTE = 60_000;
const SIZES = { min: 1, max: 6, desired: 3 };
const SOAKING = { ...POLICY, canary: 1, canarySoak: 10 * MINUTE };

t.test('an alarm fails the roll: what served before serves again', async (t) => {
  const model = new ModelGroup(SIZES);
  model.floor = 3;
  model.at(5 * MINUTE, () => {
    model.ring('alarm');
  });
  const { outcome } = await runRoll(model, goalTo({ policy: SOAKING }));
  t.match(outcome, { kind: 'went-back', left: [], because: 'the alarm 5xx is in ALARM' });
  t.strictSame(model.serving(), { 'ami-old': 3 });
  t.strictSame(model.complaints, []);
});

t.test('once all are proven an alarm leaves the roll at rest', async (t) => {
  const model = new ModelGroup({ ...SIZES, drain: 20 * MINUTE });
  model.at(3 * MINUTE, () => {
    model.ring('alarm');
  });
  const policy = { ...POLICY, deadline: { ...POLICY.deadline, drain: 30 * MINUTE } };
  const { outcome } = await runRoll(model, goalTo({ policy }));
  t.match(outcome, { kind: 'paused', because: 'the alarm 5xx is in ALARM', left: [] });
  t.match(outcome.state, /3 of 3 on v2 healthy, 3 drain for \d+ (s|min) already;/);
  t.strictSame(model.serving(), { 'ami-new': 3 });
});

t.test('but not before the last group is: then it goes back', async (t) => {
  const model = new ModelGroup({ ...SIZES, drain: 8 * MINUTE });
  model.at(3 * MINUTE, () => {
    model.ring('alarm');
  });
  const { outcome } = await runRoll(model, goalTo({ last: false }));
  t.match(outcome, { kind: 'went-back' });
  t.strictSame(model.serving(), { 'ami-old': 3 });
});

t.test('a rollback obeys no alarm', async (t) => {
  const model = new ModelGroup(SIZES);
  model.ring('alarm');
  const { outcome } = await runRoll(model, goalTo({ kind: 'rollback' }));
  t.match(outcome, { kind: 'done', left: [] });
});

t.test('an alarm without data is silent after five of its periods', (t) => {
  const silentAt = (after: number, state: Alarm['state'] = 'no-data') => {
    const model = new ModelGroup(SIZES);
    model.ring(state);
    model.pass(after);
    return model.observe().then((fleet) => silentAlarm(goalTo(), fleet)?.name);
  };
  return Promise.all([silentAt(5 * MINUTE - 1_000), silentAt(5 * MINUTE), silentAt(9 * MINUTE, 'ok')]).then(
    (seen) => {
      t.strictSame(seen, [undefined, '5xx', undefined]);
    },
  );
});

t.test('while an alarm has no data nothing is launched or ended, and no soak goes on', async (t) => {
  const model = new ModelGroup(SIZES);
  model.at(2 * MINUTE, () => {
    model.ring('no-data');
  });
  let sent = 0;
  model.at(8 * MINUTE, () => {
    sent = model.sent.length;
  });
  model.at(27 * MINUTE, () => {
    t.equal(model.sent.length, sent, 'nothing was done meanwhile');
    model.ring('ok');
  });
  const start = model.clock.now();
  const { outcome } = await runRoll(model, goalTo({ policy: SOAKING }));
  t.match(outcome, { kind: 'done', left: [] });
  // The soak of 10 minutes stood still from minute 7 to minute 27.
  t.ok(model.clock.now() - start > 30 * MINUTE);
});

t.test('an alarm that has no data until the deadline has failed the roll', async (t) => {
  const model = new ModelGroup(SIZES);
  model.at(2 * MINUTE, () => {
    model.ring('no-data');
  });
  const { outcome } = await runRoll(model, goalTo({ policy: SOAKING }));
  t.match(outcome, { kind: 'went-back', because: /deadline.total: the alarm 5xx has no data/ });
  t.strictSame(model.serving(), { 'ami-old': 3 });
});

const HOLD = { ...POLICY, onFailure: 'hold' as const, maxBadLaunches: 2 };

t.test('on_failure: hold leaves a failed roll where it is, for a person', async (t) => {
  const model = new ModelGroup({ ...SIZES, fresh: () => ({ ...GOOD, healthy: undefined }) });
  const { outcome, facts } = await runRoll(model, goalTo({ policy: HOLD }));
  t.match(outcome, { kind: 'paused', onPurpose: true, left: [], because: /\d new instances were bad/ });
  t.equal(model.serving()['ami-old'], 3);
  t.notOk(facts.some(({ type }) => type === 'going-back'));
  t.equal(model.templateImage, 'ami-old');
  const again = await runRoll(model, goalTo({ policy: HOLD }), undefined, facts);
  t.match(again.outcome, { kind: 'paused', onPurpose: true }, 'and nothing but a word of one moves it');
});

t.test('after a hold a person lets it go on: what was bad before is not held against it', async (t) => {
  const model = new ModelGroup({ ...SIZES, fresh: (n) => (n < 3 ? { ...GOOD, healthy: undefined } : GOOD) });
  const held = await runRoll(model, goalTo({ policy: HOLD }));
  t.match(held.outcome, { kind: 'paused' });
  const facts = [...held.facts, { type: 'resumed', by: 'somebody' } as const];
  const { outcome } = await runRoll(model, goalTo({ policy: HOLD }), undefined, facts);
  t.match(outcome, { kind: 'done', left: [] });
  t.strictSame(model.serving(), { 'ami-new': 3 });
});

t.test('with hold a launch that AWS refuses, and an alarm, rest too', async (t) => {
  const model = new ModelGroup({ ...SIZES, noCapacity: ['a', 'b'] });
  const { outcome } = await runRoll(model, goalTo({ policy: HOLD }));
  t.match(outcome, { kind: 'paused', onPurpose: true, because: /InsufficientInstanceCapacity/ });
  const other = new ModelGroup(SIZES);
  other.at(2 * MINUTE, () => {
    other.ring('alarm');
  });
  const policy = { ...HOLD, canary: 1, canarySoak: 10 * MINUTE };
  const second = await runRoll(other, goalTo({ policy }));
  t.match(second.outcome, { kind: 'paused', onPurpose: true, because: /ALARM/ });
});
