import t from 'tap';
import { ModelGroup } from './model-group.ts';
import { goalTo, POLICY, runRoll } from './run-roll.ts';

const SIZES = { min: 1, max: 8, desired: 4 };
const IN_TWOS = goalTo({ policy: { ...POLICY, surge: { count: 2 } } });

/** Whom the group would take in a scale-in, of the new ones that serve. */
function open(model: ModelGroup): string[] {
  return model
    .counted()
    .filter((box) => model.isHealthy(box) && !box.protected && box.version !== 7)
    .map(({ id }) => id);
}

t.test('once all are proven none of them can be scaled in, until the roll has ended', async (t) => {
  const taken: string[] = [];
  const model = new ModelGroup({
    ...SIZES,
    mischief: (_, name) => {
      const last = (model.serving()['ami-new'] ?? 0) === SIZES.desired;
      if (name === 'end' && last) taken.push(...open(model));
      return undefined;
    },
  });
  const { outcome } = await runRoll(model, IN_TWOS);
  t.match(outcome, { kind: 'done', left: [] });
  t.strictSame(taken, []);
  t.equal(model.sent.filter((name) => name === 'protect').length, 2, 'the old ones, and the new ones, once');
});

t.test('a scale-in that comes just as old ones are to go takes none that the floor needs', async (t) => {
  for (let nth = 0; nth < SIZES.desired; nth += 1) {
    let ends = 0;
    let least = SIZES.desired;
    const model = new ModelGroup({
      ...SIZES,
      mischief: (_, name) => {
        if (name === 'end' && ends++ === nth) model.scale(model.min, 'policy');
        return undefined;
      },
    });
    model.watch = () => {
      least = Math.min(
        least,
        Object.values(model.serving()).reduce((sum, count) => sum + count, 0),
      );
    };
    const { outcome } = await runRoll(model, IN_TWOS);
    t.match(outcome, { kind: 'done' }, `before the end ${nth}`);
    t.strictSame('left' in outcome && outcome.left, []);
    t.equal(least, SIZES.desired);
    t.strictSame(model.serving(), { 'ami-new': SIZES.desired });
  }
});

t.test(
  'where a minimum of somebody else stands below desired the proven ones are protected at once',
  async (t) => {
    const bare: string[] = [];
    const model = new ModelGroup({
      ...SIZES,
      mischief: (_, name) => {
        if (name === 'end') bare.push(...open(model));
        return undefined;
      },
    });
    model.at(15_000, () => {
      model.min = 2;
    });
    const { outcome } = await runRoll(model, IN_TWOS);
    t.match(outcome, { kind: 'done', left: [/minimum is 2/] });
    t.strictSame(bare, []);
  },
);

t.test('at rest, where the minimum is as it was, the proven ones are protected', async (t) => {
  const model = new ModelGroup(SIZES);
  let looks = 0;
  const pause = { kind: 'pause', by: 'ada' } as const;
  const { outcome } = await runRoll(model, IN_TWOS, undefined, [], () => {
    const halfway = (model.serving()['ami-new'] ?? 0) === 2 && model.template !== 7;
    return Promise.resolve(halfway && looks++ > 1 ? pause : undefined);
  });
  t.equal(outcome.kind, 'paused');
  t.equal(model.serving()['ami-new'], 2);
  t.strictSame(open(model), []);
});
