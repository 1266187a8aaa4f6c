import t from 'tap';
import type { RollFact } from '../../roll/facts.ts';
import { tidyGroup } from '../../roll/tidy.ts';
import { Refused } from '../../world/aws/answer.ts';
import { BASELINE, ModelGroup } from './model-group.ts';
import { goalTo, runRoll } from './run-roll.ts';

const SIZES = { min: 1, max: 6, desired: 3 };

/** A roll that ended, with what it recorded. */
async function ended(): Promise<{ model: ModelGroup; facts: readonly RollFact[] }> {
  const model = new ModelGroup(SIZES);
  const { facts } = await runRoll(model, goalTo());
  return { model, facts };
}

const order = { made: [BASELINE + 1], used: [] };

t.test('where nothing is left nothing is done', async (t) => {
  const { model, facts } = await ended();
  const before = model.sent.length;
  t.match(await tidyGroup({ ...order, cloud: model, facts }), { did: [], left: [] });
  t.equal(model.sent.length, before);
});

t.test('settings with the value that the roll wrote are put back, those of somebody else stay', async (t) => {
  const { model, facts } = await ended();
  [model.min, model.grace, model.rebalanceSuspended] = [3, 77, true];
  model.template = BASELINE + 1;
  const { did, left } = await tidyGroup({ ...order, cloud: model, facts });
  t.strictSame([model.min, model.grace, model.rebalanceSuspended], [1, 77, false]);
  t.match(did, [/^put back .*AZRebalance is on again: it moves nothing, they lie \d in a, \d in b$/]);
  t.match(did, [/the minimum 1/]);
  t.strictSame(left, []);
});

t.test('what AZRebalance will move is said', async (t) => {
  const { model, facts } = await ended();
  model.rebalanceSuspended = true;
  model.boxes = model.boxes.map((box) => ({ ...box, zone: 'a' }));
  const { did } = await tidyGroup({ ...order, cloud: model, facts });
  t.match(did, [/it will move some, they lie 3 in a, 0 in b/]);
});

t.test('protection of ours goes, that of others stays', async (t) => {
  const { model, facts } = await ended();
  const stranger = 'i-900';
  const [first] = model.boxes;
  for (const box of model.boxes) box.protected = true;
  if (first) model.boxes = [...model.boxes, { ...first, id: stranger }];
  model.desired += 1;
  await tidyGroup({ ...order, cloud: model, facts });
  t.strictSame(
    model.boxes.filter((box) => box.protected).map(({ id }) => id),
    [stranger],
  );
});

t.test('an old instance goes where one fewer is to be desired, and else is told', async (t) => {
  const { model, facts } = await ended();
  const [first] = model.boxes;
  if (first) model.boxes = [...model.boxes, { ...first, id: 'i-900', version: BASELINE }];
  model.desired = 4;
  t.match(await tidyGroup({ ...order, cloud: model, facts }), {
    did: ['ended i-900 of version 7'],
    left: [],
  });
  model.pass(10_000);
  t.strictSame([model.desired, model.serving()], [3, { 'ami-new': 3 }]);

  if (first) model.boxes = [...model.boxes.slice(1), { ...first, id: 'i-901', version: BASELINE }];
  const { did, left } = await tidyGroup({ ...order, cloud: model, facts });
  t.strictSame(did, []);
  t.match(left, ['i-901 of version 7 is there: desired is 3, the minimum 1']);
  t.ok(
    model.counted().some(({ id }) => id === 'i-901'),
    'no fewer serve than are asked for',
  );
});

t.test(
  'versions that a roll made and nothing runs are deleted; one that a group launches or an instance runs is not',
  async (t) => {
    const { model, facts } = await ended();
    const from = { id: 'lt-1', version: BASELINE };
    const made: number[] = [];
    for (const image of ['ami-a', 'ami-b', 'ami-c'])
      made.push(await model.makeVersion(from, { image, token: image }));
    const [orphan = 0, runs = 0, elsewhere = 0] = made;
    const [first] = model.boxes;
    if (first) model.boxes = [...model.boxes.slice(1), { ...first, version: runs }];
    const all = [BASELINE + 1, ...made];
    const { did } = await tidyGroup({ cloud: model, facts, made: all, used: [elsewhere] });
    t.strictSame(did, [`deleted version ${orphan} of the template lt-1, which nothing runs`]);
    t.notOk(model.versions.includes('ami-a'));
    t.ok(
      model.versions.includes('ami-b') &&
        model.versions.includes('ami-c') &&
        model.versions.includes('ami-new'),
    );
  },
);

t.test('tags of a roll that has ended go, and what AWS does not take is left and said', async (t) => {
  const { model, facts } = await ended();
  model.tags['bakeroll:phase'] = 'proven';
  model.untag = () => Promise.reject(new Refused('AccessDenied', 'not yours', undefined));
  t.match(await tidyGroup({ ...order, cloud: model, facts }), {
    did: [],
    left: [/^not done: took the tags bakeroll:phase off: .*not yours/],
  });
  Reflect.deleteProperty(model, 'untag');
  t.match(await tidyGroup({ ...order, cloud: model, facts }), {
    did: ['took the tags bakeroll:phase off'],
    left: [],
  });
  t.strictSame(Object.keys(model.tags), ['bakeroll:served']);
});
