import t, { type Test } from 'tap';

import { membersByImage, rollPlace } from './roll-place.ts';
import { apply, groupNow } from './terraform.ts';

/** A service of three, what its files say, and an image to roll to. */
async function scene(t: Test, how: { lifecycle: boolean; refresh?: boolean }) {
  const place = await rollPlace(t, 'functions', 3);
  const { call } = place.sim;
  const files = { group: await groupNow(call), imageId: place.old, ...how };
  const served = () => membersByImage(place.sim);
  return { place, call, files, served, image: place.sim.image('new') };
}

for (const lifecycle of [true, false]) {
  const how = lifecycle ? 'with the lifecycle blocks' : 'without the lifecycle blocks';

  t.test(`an apply before a roll is no hindrance, ${how}`, async (t) => {
    const { place, call, files, image, served } = await scene(t, { lifecycle });
    await apply(call, files);
    t.match((await place.rollTo(image)).outcome, { kind: 'done', left: [] });
    t.same(served(), { [image]: 3 });
  });

  t.test(`an apply after a roll: what is then, ${how}`, async (t) => {
    const { place, call, files, image, served } = await scene(t, { lifecycle });
    t.match((await place.rollTo(image)).outcome, { kind: 'done' });
    const { LaunchTemplate: after } = await groupNow(call);
    await apply(call, files);
    const { LaunchTemplate: now } = await groupNow(call);
    t.equal(
      now?.Version === after?.Version,
      lifecycle,
      'only the blocks keep the release for what the group launches',
    );
    t.same(served(), { [image]: 3 }, 'what serves goes on serving');
    const again = place.sim.image('newer');
    t.match(
      (await place.rollTo(again, { roll: 'r-2' })).outcome,
      { kind: 'done', left: [] },
      'and the next roll is none the worse',
    );
    t.same(served(), { [again]: 3 });
  });
}

t.test('an apply in mid-roll, with the lifecycle blocks: the roll goes on', async (t) => {
  const { place, call, files, image, served } = await scene(t, { lifecycle: true });
  place.sim.clock.wakeAt(place.sim.clock.now() + 25_000, () => void apply(call, files));
  t.match((await place.rollTo(image)).outcome, { kind: 'done', left: [] });
  t.same(served(), { [image]: 3 });
  t.equal((await groupNow(call)).HealthCheckGracePeriod, files.group.HealthCheckGracePeriod);
});

for (const refresh of [false, true]) {
  const how = refresh ? 'without the blocks, and with an instance refresh' : 'without the blocks';
  t.test(`an apply in mid-roll, ${how}: the roll rests, and overwrites nothing`, async (t) => {
    const { place, call, files, image, served } = await scene(t, { lifecycle: false, refresh });
    let applied: string | undefined;
    place.sim.clock.wakeAt(place.sim.clock.now() + 25_000, () => {
      void apply(call, files).then(async () => {
        applied = (await groupNow(call)).LaunchTemplate?.Version;
      });
    });
    const { outcome } = await place.rollTo(image);
    t.match(outcome, { kind: 'paused' });
    t.type(applied, 'string');
    t.equal(
      (await groupNow(call)).LaunchTemplate?.Version,
      applied,
      'the template that Terraform wrote stands',
    );
    t.ok((served()[place.old] ?? 0) >= (refresh ? 0 : 3), 'what served serves');
  });
}
