import t from 'tap';

import { leastHealthy } from '../../demo/capacity.ts';
import { BROKEN, membersByImage, rollPlace, type Way } from './roll-place.ts';

const WAYS: readonly Way[] = ['functions', 'the codec'];

for (const way of WAYS) {
  t.test(`a whole roll over a simulated region, by ${way}`, async (t) => {
    const place = await rollPlace(t, way, 5);
    const image = place.sim.image('new');
    const from = place.sim.clock.now();
    const { outcome } = await place.rollTo(image);
    t.match(outcome, { kind: 'done', left: [] });
    t.same(membersByImage(place.sim), { [image]: 5 });
    const watch = { targetGroup: place.service.targetGroupArn, from, to: place.sim.clock.now() };
    t.equal(leastHealthy(place.sim.events, watch).healthy, 5, 'never fewer than before');
  });

  t.test(`a roll to an image that does not work goes back, by ${way}`, async (t) => {
    const place = await rollPlace(t, way, 3);
    const image = place.sim.image('broken', BROKEN);
    const { outcome } = await place.rollTo(image);
    t.match(outcome, { kind: 'went-back', left: [] });
    t.same(membersByImage(place.sim), { [place.old]: 3 });
    const evidence = outcome.kind === 'went-back' ? Object.values(outcome.evidence) : [];
    t.ok(evidence.length > 0 && evidence.every((text) => text.endsWith('it does not work\n')));
  });
}

t.test('both ways make the same roll of the same world, instant by instant', async (t) => {
  const [one, other] = await Promise.all(
    WAYS.map(async (way) => {
      const place = await rollPlace(t, way, 4);
      const { outcome, facts, calls } = await place.rollTo(place.sim.image('new'));
      return JSON.stringify({ outcome, facts, calls, events: place.sim.events });
    }),
  );
  t.equal(other, one);
});
