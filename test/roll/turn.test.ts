import t from 'tap';
import { ModelGroup, type ModelOptions } from './model-group.ts';
import { goalTo, POLICY, runRoll } from './run-roll.ts';

const DEAD = { boot: 10_000, healthy: undefined };

/** A roll of so many, and when each of its ends was asked for. */
async function endsOf(options: Partial<ModelOptions> & { readonly desired: number }) {
  const ends: number[] = [];
  const model = new ModelGroup({
    ...{ min: 0, max: 3 * options.desired, ...options },
    mischief: (_, name) => {
      if (name === 'end') ends.push(model.clock.now());
      return undefined;
    },
  });
  const began = model.clock.now();
  const policy = { ...POLICY, maxBadLaunches: 1, deadline: { ...POLICY.deadline, healthy: 60_000 } };
  const { outcome } = await runRoll(model, goalTo({ policy }));
  return { outcome, ends, took: model.clock.now() - began };
}

t.test('at most twenty are ended in one tick, also where some are bad and some are old', async (t) => {
  for (const fresh of [undefined, () => DEAD]) {
    const { ends } = await endsOf({ desired: 45, ...(fresh && { fresh }) });
    t.ok(ends.length >= 45);
    for (const at of ends) {
      const tick = ends.filter((other) => other >= at && other - at < POLICY.tick);
      t.ok(tick.length <= 20, `${tick.length} in the tick from ${at}`);
    }
  }
});

t.test('where AWS is slow those go whom a look still covers, and it looks again at once', async (t) => {
  const { outcome, ends } = await endsOf({ desired: 12, slow: 600 });
  t.match(outcome, { kind: 'done' });
  t.equal(ends.length, 12);
  const [first = 0] = ends;
  t.ok((ends.at(-1) ?? 0) - first < 12 * 1_200, `${(ends.at(-1) ?? 0) - first} ms for twelve`);
});
