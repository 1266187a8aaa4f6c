import t from 'tap';
import type { Ask } from '../../roll/ask.ts';
import { askIn } from '../../roll/ask-tag.ts';
import type { RollFact } from '../../roll/facts.ts';
import { askTag, PASSING, TAG } from '../../roll/tags.ts';
import { ModelGroup } from './model-group.ts';
import { driveOnce, goalTo, POLICY, runRoll } from './run-roll.ts';

const SIZES = { min: 1, max: 6, desired: 3 };
const NEVER = new AbortController().signal;

t.test('tags that an apply takes away in mid-roll are written again, each as it was', async (t) => {
  const model = new ModelGroup(SIZES);
  const seen: Record<string, string>[] = [];
  model.at(12_000, () => {
    seen.push(model.tags);
    model.tags = {};
  });
  model.at(30_000, () => seen.push(model.tags));
  const { outcome } = await runRoll(model, goalTo());
  t.match(outcome, { kind: 'done', left: [] });
  const [before = {}, after = {}] = seen;
  t.strictSame(Object.keys(after).toSorted(), PASSING.filter((name) => name !== TAG.ask).toSorted());
  t.equal(after[TAG.before], before[TAG.before]);
  t.strictSame(Object.keys(model.tags), ['bakeroll:served']);
});

t.test('a roll in which nothing happens writes its tags four times', async (t) => {
  const model = new ModelGroup(SIZES);
  await runRoll(model, goalTo());
  t.ok(model.writes.filter((name) => name === 'tag' || name === 'untag').length <= 4, model.writes.join());
});

t.test('whoever goes on with a roll says so in its tags before anything else is done', async (t) => {
  const model = new ModelGroup(SIZES);
  const facts: RollFact[] = [];
  const stop = new AbortController();
  model.at(12_000, () => {
    stop.abort();
  });
  await driveOnce(model, goalTo({ fence: 3 }), facts, stop.signal);
  const sofar = model.writes.length;
  await driveOnce(model, goalTo({ fence: 4, alone: 'b' }), facts);
  t.equal(model.writes[sofar], 'tag');
});

/** Another driver writes its own tag in the middle of ours. */
function meets(parts: Parameters<typeof goalTo>[0], theirs: string) {
  const model = new ModelGroup(SIZES);
  model.at(12_000, () => {
    model.tags = { ...model.tags, [TAG.roll]: theirs };
  });
  const ran = runRoll(model, goalTo(parts));
  return { ran, model };
}

t.test('one with a higher fence drives on, and this one does nothing more', async (t) => {
  for (const theirs of [
    'r-1 9 roll 2026-11-21T08:00:05.000Z',
    'r-2 9 rollback 2026-11-21T08:00:05.000Z alone',
  ]) {
    const { ran, model } = meets({ fence: 8 }, theirs);
    await t.rejects(ran, { code: 'lease-lost', what: /by its tags .* does, with fence 9$/ });
    t.equal(model.tags[TAG.roll], theirs, 'and theirs stays');
  }
});

t.test('of two with the same fence the one that began later stops', async (t) => {
  const late = meets({ fence: 8 }, 'r-2 8 roll 2027-01-01T00:00:00.000Z alone');
  t.match(await late.ran, { outcome: { kind: 'done' } }, 'ours began before');
  const early = meets({ fence: 8 }, 'r-2 8 roll 2020-01-01T00:00:00.000Z alone');
  await t.rejects(early.ran, { code: 'lease-lost' });
});

t.test('what is no roll’s tag at all is written over', async (t) => {
  const { ran, model } = meets({ fence: 8 }, 'hello');
  t.match(await ran, { outcome: { kind: 'done', left: [] } });
  t.strictSame(Object.keys(model.tags), ['bakeroll:served']);
});

/** A roll that hears what its group's tags ask. */
function heard(model: ModelGroup, ask: Ask, roll = 'r-1') {
  model.at(12_000, () => {
    model.tags = { ...model.tags, ...askTag(ask, roll, model.clock.now()) };
  });
  return runRoll(model, goalTo(), NEVER, [], (fleet) => Promise.resolve(fleet && askIn(fleet, 'r-1', 0)));
}

t.test('abort, pause and give way are asked by a tag, obeyed, and taken off', async (t) => {
  const ends = [
    [
      { kind: 'abort', by: 'ben', force: false },
      { kind: 'went-back', because: 'ben aborted it' },
    ],
    [
      { kind: 'pause', by: 'ben' },
      { kind: 'paused', because: 'ben paused it', onPurpose: true },
    ],
    [
      { kind: 'give-way', by: 'ben' },
      { kind: 'gave-way', because: 'it gave way to ben' },
    ],
  ] as const;
  for (const [ask, end] of ends) {
    const model = new ModelGroup(SIZES);
    const { outcome } = await heard(model, ask);
    t.match(outcome, { ...end, left: [] });
    t.notOk(TAG.ask in model.tags, `${ask.kind} is taken off`);
  }
});

t.test('what is asked of another roll, or before this driver began, is not obeyed, and goes', async (t) => {
  const model = new ModelGroup(SIZES);
  const { outcome } = await heard(model, { kind: 'abort', by: 'ben', force: false }, 'r-0');
  t.match(outcome, { kind: 'done', left: [] });
  t.notOk(TAG.ask in model.tags);
  const tags = askTag({ kind: 'pause', by: 'ben' }, 'r-1', 1_000);
  t.match(askIn({ tags }, 'r-1', 1_000), { kind: 'pause', by: 'ben' });
  t.equal(askIn({ tags }, 'r-1', 1_001), undefined);
  t.end();
});

t.test('without a ledger nothing is done to the group before its tags say whose it is', async (t) => {
  const model = new ModelGroup(SIZES);
  const firsts: string[] = [];
  const policy = { ...POLICY, keepWarm: 0 };
  await driveOnce(model, goalTo({ alone: 'a', policy }), []);
  firsts.push(...model.writes.slice(0, 2));
  t.strictSame(firsts, ['tag', 'make-version']);
});

t.test('without a ledger a group that keeps no tags is left at rest: with one it is rolled', async (t) => {
  const untagged = () =>
    new ModelGroup({ ...SIZES, mischief: (_, name) => (name === 'tag' ? 'refused' : undefined) });
  const model = untagged();
  const outcome = await driveOnce(model, goalTo({ alone: 'a' }), []);
  t.match(outcome, { kind: 'paused', because: /does not keep its tags/, onPurpose: false });
  t.notOk(model.writes.includes('make-version'));
  t.match(await driveOnce(untagged(), goalTo(), []), { kind: 'done' });
});
