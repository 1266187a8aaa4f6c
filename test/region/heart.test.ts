import t, { type Test } from 'tap';

import { startHeart } from '../../region/heart.ts';
import type { Part, Region } from '../../region/region.ts';
import { startModelRegion } from './model-region.ts';

t.test(
  'parts are advanced until nothing changes, and then the state is kept, once for any number of stirs, if it changed',
  async (t) => {
    const { region, clock } = await quietRegion(t);
    // Three rounds change something; the fourth sees that nothing does.
    let rounds = 0;
    const part: Part = {
      advance: () => {
        rounds += 1;
        if (rounds <= 3) region.state.ec2.nextAddress['subnet'] = rounds;
      },
      due: () => undefined,
    };
    let saves = 0;
    const heart = startHeart(region, [part], () => {
      saves += 1;
    });
    heart.stir();
    heart.stir();
    await clock.pass(0);
    t.equal(rounds, 4);
    t.equal(saves, 1);
    heart.stir();
    await clock.pass(0);
    t.equal(rounds, 5);
    t.equal(saves, 1, 'a beat that changes nothing keeps nothing');
  },
);

t.test('the heart wakes at the first instant that a part is due, and not after it was stopped', async (t) => {
  const { region, clock } = await quietRegion(t);
  const start = clock.now();
  const beats: number[] = [];
  const dueAt = (seconds: number): Part => ({
    advance: () => {
      if (beats.at(-1) !== clock.now() - start) beats.push(clock.now() - start);
    },
    due: () => (clock.now() < start + seconds * 1000 ? start + seconds * 1000 : undefined),
  });
  const heart = startHeart(region, [dueAt(30), dueAt(10), dueAt(50)], () => undefined);
  for (let stirs = 0; stirs < 3; stirs += 1) {
    heart.stir();
    await clock.pass(0);
  }
  await clock.pass(40);
  t.same(beats, [0, 10_000, 30_000]);
  heart.stop();
  await clock.pass(40);
  t.same(beats, [0, 10_000, 30_000]);
});

/** A region that no heart of its own moves. */
async function quietRegion(t: Test) {
  const model = await startModelRegion();
  model.stopHeart();
  t.teardown(() => model.close());
  const region: Region = model.region;
  return { region, clock: model.clock };
}
