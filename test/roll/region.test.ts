import t from 'tap';
import { leastHealthy } from '../../demo/capacity.ts';
import { place } from './region-place.ts';
import { POLICY } from './run-roll.ts';

const FIRST = { ...POLICY, firstSize: 3 };

t.test('a first release, a second one and a rollback through the SDK', async (t) => {
  const { image, rollTo, group, model, made } = await place(t);
  const [one, two] = [image('one'), image('two')];
  const first = await rollTo({ roll: 'r-1', release: 'v1', image: one, from: undefined, policy: FIRST });
  t.match(first.outcome, { kind: 'done', left: [] });
  const found = await group();
  t.match(found, { images: [one, one, one], desired: 3, rebalanceSuspended: false });
  const from = model.clock.now();

  const second = await rollTo({ roll: 'r-2', release: 'v2', image: two, from: 'v1' });
  t.match(second.outcome, { kind: 'done', left: [] });
  t.strictSame(await group(), { ...found, images: [two, two, two] });
  // ROLL.md 8: 2N + ceil(N/20) + 2 ceil(N/50) + 14
  t.ok(second.writes <= 2 * 3 + 1 + 2 + 14, `${second.writes} writes`);

  const back = await rollTo({ roll: 'r-3', kind: 'rollback', release: 'v1', image: one, from: 'v2' });
  t.match(back.outcome, { kind: 'done', left: [] });
  t.strictSame(await group(), found);
  const watch = { targetGroup: made.targetGroupArn, from, to: model.clock.now() };
  t.equal(leastHealthy(model.events, watch).healthy, 3, 'never fewer than before');
});

t.test('a release whose image never becomes healthy goes back through the SDK', async (t) => {
  const { image, rollTo, group, model, made, broken } = await place(t);
  const [one, bad] = [image('one'), image('bad')];
  broken.add(bad);
  await rollTo({ roll: 'r-1', release: 'v1', image: one, from: undefined, policy: FIRST });
  const found = await group();
  const from = model.clock.now();
  const { outcome } = await rollTo({ roll: 'r-2', release: 'v2', image: bad, from: 'v1' });
  t.match(outcome, { kind: 'went-back', left: [], because: /3 new instances were bad/ });
  const consoles = outcome.kind === 'went-back' ? Object.entries(outcome.evidence) : [];
  t.equal(consoles.length, 3);
  t.ok(
    consoles.every(([id, text]) => text.endsWith(`console of ${id}\n`)),
    'what each bad one said outlives it',
  );
  t.strictSame(await group(), found);
  const watch = { targetGroup: made.targetGroupArn, from, to: model.clock.now() };
  t.equal(leastHealthy(model.events, watch).healthy, 3, 'never fewer than before');
});
