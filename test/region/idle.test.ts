import t, { type Test } from 'tap';

import { memoryEvents } from '../../region/events.ts';
import { animate } from '../../region/life/model.ts';
import { takeOver } from '../../region/model/ec2/take-over.ts';
import type { RegionState } from '../../region/region.ts';
import { startGroup, type Grouped } from './autoscaling/scenario.ts';

t.test('IDLE-1 where nothing happens health checks are made, and nothing is kept or told', async (t) => {
  const g = await startGroup(t, 4);
  await g.clock.pass(1);
  const { saves, log } = goOn(t, g);
  await g.clock.pass(0);
  const [kept, made, told] = [saves(), g.prober.probes.length, log.events.length];
  await g.clock.pass(100);
  t.equal(g.prober.probes.length - made, 4 * 10, 'each of four is checked every 10 s');
  t.equal(saves(), kept);
  t.equal(log.events.length, told);
});

t.test('IDLE-2 a check that finds something else is kept', async (t) => {
  const g = await startGroup(t, 1);
  await g.clock.pass(1);
  const { saves } = goOn(t, g);
  await g.clock.pass(0);
  const kept = saves();
  g.prober.answer({ kind: 'timeout' });
  await g.clock.pass(10);
  t.equal(saves(), kept + 1, 'one failure of two, which counts');
  await g.clock.pass(10);
  t.equal(saves(), kept + 2, 'unhealthy');
  await g.clock.pass(100);
  t.equal(saves(), kept + 2, 'it stays so');
});

t.test('IDLE-3 a region that goes on after a kill checks all targets at once', async (t) => {
  const g = await startGroup(t, 3);
  await g.clock.pass(4);
  const made = g.prober.probes.length;
  goOn(t, g);
  await g.clock.pass(0);
  t.equal(g.prober.probes.length - made, 3);
});

/** The region as it goes on in another process, which counts how often it keeps its state. */
function goOn(t: Test, g: Grouped) {
  let saves = 0;
  const log = memoryEvents(g.clock);
  const state = JSON.parse(JSON.stringify(g.region.state)) as RegionState;
  g.stopHeart();
  const { region, heart } = animate({ ...g.region, state, events: log }, () => {
    saves += 1;
  });
  t.teardown(() => {
    heart.stop();
  });
  takeOver(region);
  heart.stir();
  return { saves: () => saves, log };
}
