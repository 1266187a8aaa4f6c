import t from 'tap';
import type { Ask } from '../../roll/ask.ts';
import type { RollOptions } from '../../roll/roll.ts';
import { ModelGroup } from './model-group.ts';
import { goalTo, POLICY, runRoll } from './run-roll.ts';

const SIZES = { min: 1, max: 6, desired: 3 };
const PAUSE: Ask = { kind: 'pause', by: 'anna' };
const ABORT: Ask = { kind: 'abort', by: 'anna', force: false };
const NOT = new AbortController().signal;

/** Asks from the n-th reading on, as the ledger shows an ask until it is obeyed. */
function from(reading: number, ask: Ask): RollOptions['asks'] {
  let readings = 0;
  return () => Promise.resolve(readings++ >= reading ? ask : undefined);
}

/** How often an undisturbed roll reads what is asked of it. */
async function readings(goal = goalTo()): Promise<number> {
  let count = 0;
  await runRoll(new ModelGroup(SIZES), goal, NOT, [], () => {
    count += 1;
    return Promise.resolve(undefined);
  });
  return count;
}

t.test('paused at any moment, the group is at rest and safe, and going on ends the roll', async (t) => {
  for (let at = 0; at < (await readings()); at += 1) {
    const model = new ModelGroup(SIZES);
    model.floor = 3;
    const { outcome, facts } = await runRoll(model, goalTo(), NOT, [], from(at, PAUSE));
    t.match(
      outcome,
      { kind: 'paused', because: 'anna paused it', onPurpose: true, left: [] },
      `reading ${at}`,
    );
    const proven = facts.some(({ type }) => type === 'moved') ? 'ami-new' : 'ami-old';
    t.equal(model.templateImage, proven, `what the group launches at rest is proven, reading ${at}`);
    model.pass(600_000);
    const { outcome: end } = await runRoll(model, goalTo(), NOT, facts);
    t.match(end, { kind: 'done', left: [] }, `reading ${at}`);
    t.strictSame(model.serving(), { 'ami-new': 3 });
    t.strictSame([model.min, model.desired, model.rebalanceSuspended], [1, 3, false]);
    t.strictSame(model.complaints, [], `reading ${at}`);
  }
});

t.test('aborted at any moment, also after the last new one is proven, it goes back', async (t) => {
  for (let at = 0; at < (await readings()); at += 1) {
    const model = new ModelGroup(SIZES);
    model.floor = 3;
    const { outcome } = await runRoll(model, goalTo(), NOT, [], from(at, ABORT));
    t.match(outcome, { kind: 'went-back', because: 'anna aborted it', left: [] }, `reading ${at}`);
    t.strictSame(model.serving(), { 'ami-old': 3 });
    t.equal(model.templateImage, 'ami-old');
    t.strictSame(model.versions, ['ami-old'], 'the version that was made is deleted');
    t.strictSame([model.min, model.desired, model.grace, model.rebalanceSuspended], [1, 3, 0, false]);
    t.strictSame(model.tags, {});
    t.strictSame(model.complaints, [], `reading ${at}`);
  }
});

t.test('aborted before anything of the group was changed, nothing is', async (t) => {
  const model = new ModelGroup(SIZES);
  const { outcome } = await runRoll(model, goalTo(), NOT, [], from(0, ABORT));
  t.match(outcome, { kind: 'went-back', because: 'anna aborted it' });
  t.notMatch(model.writes, ['make-version']);
  t.notOk(model.writes.includes('write'));
});

t.test('a rollback can be aborted too: the release that was to be left serves on', async (t) => {
  const model = new ModelGroup(SIZES);
  model.floor = 3;
  const { outcome } = await runRoll(model, goalTo({ kind: 'rollback' }), NOT, [], from(6, ABORT));
  t.match(outcome, { kind: 'went-back' });
  t.strictSame(model.serving(), { 'ami-old': 3 });
});

t.test(
  'a driver that is asked to give way leaves the group at rest within a tick, and says to whom',
  async (t) => {
    for (let at = 0; at < (await readings()); at += 1) {
      const model = new ModelGroup(SIZES);
      const asked: number[] = [];
      const asks = from(at, { kind: 'give-way', by: 'ben' });
      const { outcome } = await runRoll(model, goalTo(), NOT, [], async (fleet) => {
        const ask = await asks(fleet);
        if (ask !== undefined) asked.push(model.writes.length, model.clock.now());
        return ask;
      });
      t.match(outcome, { kind: 'gave-way', because: 'it gave way to ben', left: [] });
      const [writes = 0, moment = 0] = asked;
      const after = model.writes.slice(writes);
      t.ok(new Set(after).size === after.length, `each once: ${after.join()}`);
      t.ok(
        after.every((name) => ['write', 'protect', 'unprotect'].includes(name)),
        `only settings and protection: ${after.join()}`,
      );
      t.ok(model.clock.now() - moment < POLICY.tick, 'within a tick');
    }
  },
);

t.test('a ledger that cannot be read asks nothing, and does not end the roll', async (t) => {
  const model = new ModelGroup(SIZES);
  model.floor = 3;
  const deaf = () => Promise.reject(new Error('the connection was lost'));
  const { outcome } = await runRoll(model, goalTo(), NOT, [], deaf);
  t.match(outcome, { kind: 'done', left: [] });
  t.strictSame(model.complaints, []);
});

t.test('asked to pause while AWS does not answer, the driver leaves all the same', async (t) => {
  const model = new ModelGroup(SIZES);
  let looks = 0;
  const look = model.observe.bind(model);
  model.observe = async () => {
    looks += 1;
    if (looks < 4) return look();
    model.pass(1_000);
    const { Unanswered } = await import('../../world/aws/answer.ts');
    throw new Unanswered('Throttling: Rate exceeded', undefined);
  };
  const { outcome } = await runRoll(model, goalTo(), NOT, [], from(5, PAUSE));
  t.match(outcome, { kind: 'paused', left: [/could not be put to rest/] });
});

t.test("a stranger's template stops an abort, and is overwritten only by force", async (t) => {
  for (const force of [false, true]) {
    const model = new ModelGroup(SIZES);
    model.at(32_000, () => {
      model.template = 99;
    });
    const asks: RollOptions['asks'] = () =>
      Promise.resolve(model.template === 99 || model.writes.length > 12 ? { ...ABORT, force } : undefined);
    const { outcome } = await runRoll(model, goalTo(), NOT, [], asks);
    if (force) {
      t.match(outcome, { kind: 'went-back', because: 'anna aborted it' });
      t.strictSame([model.templateImage, model.serving()], ['ami-old', { 'ami-old': 3 }]);
    } else {
      t.match(outcome, { kind: 'paused', because: /version 99 of lt-1 by somebody else/, onPurpose: false });
      t.equal(model.template, 99, 'never overwritten');
    }
  }
});

t.test('what is said of the group at rest is what it is then, and not what it was before', async (t) => {
  const model = new ModelGroup({ min: 1, max: 6, desired: 3 });
  const stop = new AbortController();
  model.at(32_000, () => {
    stop.abort();
  });
  const { outcome } = await runRoll(model, goalTo({ policy: { ...POLICY, soak: 600_000 } }), stop.signal);
  t.equal(model.min, 1);
  t.match(outcome, { kind: 'paused', state: /desired 6, minimum 1, maximum 6/ });
});
