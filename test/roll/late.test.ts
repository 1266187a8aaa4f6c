import t from 'tap';
import type { RollFact } from '../../roll/facts.ts';
import { tidyGroup } from '../../roll/tidy.ts';
import { ModelGroup } from './model-group.ts';
import { goalTo, POLICY, runRoll } from './run-roll.ts';

const SIZES = { min: 1, max: 6, desired: 3 };
const SOON = goalTo({
  policy: { ...POLICY, deadline: { ...POLICY.deadline, total: 300_000 } },
});

/** A roll of which AWS takes so many ends, and no more until somebody heals it. */
async function late(ends: number) {
  let left = ends;
  const model = new ModelGroup({
    ...SIZES,
    mischief: (_, name) => (name === 'end' && left-- <= 0 ? 'refused' : undefined),
  });
  model.floor = 3;
  const { outcome, facts } = await runRoll(model, SOON);
  const heal = () => {
    left = Number.POSITIVE_INFINITY;
  };
  return { model, outcome, facts, heal };
}

const tidied = (model: ModelGroup, facts: readonly RollFact[]) =>
  tidyGroup({ cloud: model, facts, made: [8], used: [] });

t.test('an old one that cannot be ended is left, and said; all else is as it was', async (t) => {
  for (const ends of [0, 1, 2]) {
    const { model, outcome } = await late(ends);
    t.equal(outcome.kind, 'done');
    t.match('left' in outcome && outcome.left, [
      ...Array.from({ length: 3 - ends }, () => /^i-\d could not be ended within deadline.total$/),
      `desired is ${6 - ends}, and 3 are asked for`,
    ]);
    t.match(model, { min: 1, max: 6, grace: 0, templateImage: 'ami-new' });
    t.equal(model.rebalanceSuspended, model.unevenness() > 1);
    t.notOk(
      model.boxes.some((box) => box.protected),
      'nobody is protected any more',
    );
  }
});

t.test('protection that AWS does not take off is said, and tidy takes it off', async (t) => {
  const { model, facts, heal } = await late(1);
  for (const box of model.boxes) box.protected = true;
  heal();
  const { did, left } = await tidied(model, facts);
  t.match(did, [/^took the protection off /, /^ended i-\d of version 7/, /^ended i-\d of version 7/]);
  t.strictSame(left, []);
  model.pass(60_000);
  t.strictSame([model.desired, model.serving()], [3, { 'ami-new': 3 }]);
  t.notOk(model.boxes.some((box) => box.protected));
});

t.test('what keeps its protection is named where the roll ends', async (t) => {
  const model = new ModelGroup({
    ...SIZES,
    mischief: (_, name) => (name === 'unprotect' ? 'refused' : undefined),
  });
  const { outcome } = await runRoll(model, SOON);
  t.equal(outcome.kind, 'done');
  t.match(
    'left' in outcome && outcome.left,
    Array.from({ length: 3 }, () => /^i-\d is still protected/),
  );
});

t.test('who goes back for longer than half of deadline.back lets go of everybody all the same', async (t) => {
  const { back } = POLICY.deadline;
  let refused: number | undefined;
  const model: ModelGroup = new ModelGroup({
    ...SIZES,
    fresh: () => ({ boot: 20_000, healthy: undefined }),
    mischief: (_, name) => {
      if (name !== 'end') return undefined;
      refused ??= model.clock.now();
      return model.clock.now() - refused < 0.7 * back ? 'throttled' : undefined;
    },
  });
  model.replaces = false;
  const { outcome } = await runRoll(model, goalTo());
  t.match(outcome, { kind: 'went-back', left: [] });
  t.notOk(model.boxes.some((box) => box.protected));
  t.match(model, { min: 1, max: 6, desired: 3, grace: 0, templateImage: 'ami-old' });
});
