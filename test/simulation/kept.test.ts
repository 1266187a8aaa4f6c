import t from 'tap';

import { leastHealthy } from '../../demo/capacity.ts';
import { breakRegion } from '../../region/faults/break.ts';
import { BROKEN, rollPlace } from './roll-place.ts';

/** [R]: LaunchInstances leaves desired where it is, and scale-in ends as many as it launched. */
t.test('a group whose desired capacity LaunchInstances does not raise loses nobody', async (t) => {
  for (const size of [1, 2, 5]) {
    const place = await rollPlace(t, 'functions', size);
    Object.assign(place.sim.region.state.switches, { 'launch-instances-desired': 'kept' });
    const from = place.sim.clock.now();
    const { outcome } = await place.rollTo(place.sim.image('new'));
    t.match(outcome, { kind: 'done', left: [] }, `${size} of them`);
    const watch = { targetGroup: place.service.targetGroupArn, from, to: place.sim.clock.now() };
    t.equal(leastHealthy(place.sim.events, watch).healthy, size, 'never fewer than before');
  }
});

t.test('and goes back from an image that does not work', async (t) => {
  const place = await rollPlace(t, 'functions', 3);
  Object.assign(place.sim.region.state.switches, { 'launch-instances-desired': 'kept' });
  const from = place.sim.clock.now();
  const { outcome } = await place.rollTo(place.sim.image('broken', BROKEN));
  t.match(outcome, { kind: 'went-back', left: [] });
  const watch = { targetGroup: place.service.targetGroupArn, from, to: place.sim.clock.now() };
  t.equal(leastHealthy(place.sim.events, watch).healthy, 3);
});

t.test('a zone without capacity is passed over also where the group itself launches', async (t) => {
  for (const kind of ['no-capacity', 'zone-loss']) {
    const place = await rollPlace(t, 'functions', 6);
    breakRegion(place.sim.region, { kind, words: ['eu-sim-1a'] });
    if (kind === 'zone-loss') await place.sim.clock.pass(120);
    const { outcome } = await place.rollTo(place.sim.image('new'), { launchBy: 'min-size' });
    t.match(outcome, { kind: 'done', state: /^6 of 6 on v2 healthy/ }, kind);
  }
});

t.test('a group is rolled by raising its minimum', async (t) => {
  const place = await rollPlace(t, 'functions', 4);
  const from = place.sim.clock.now();
  const { outcome } = await place.rollTo(place.sim.image('new'), { launchBy: 'min-size' });
  t.match(outcome, { kind: 'done', left: [] });
  const watch = { targetGroup: place.service.targetGroupArn, from, to: place.sim.clock.now() };
  t.equal(leastHealthy(place.sim.events, watch).healthy, 4);
});
