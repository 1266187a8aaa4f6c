import t, { type Test } from 'tap';

import { breakRegion, healRegion } from '../../../region/faults/break.ts';
import type { RegionState } from '../../../region/region.ts';
import { startModelRegion } from '../model-region.ts';

async function start(t: Test) {
  const model = await startModelRegion();
  t.teardown(() => model.close());
  const kinds = () => model.region.state.faults.standing.map(({ kind }) => kind);
  const told = () =>
    model.events.flatMap((event) => (event.type === 'fault' ? [`${event.fault} ${event.phase}`] : []));
  return { ...model, kinds, told };
}

t.test('FAULT-1 a fault is over with its time, with its times, or when it is healed', async (t) => {
  const model = await start(t);
  const { region, clock, kinds, told } = model;
  breakRegion(region, { kind: 'bad-health', seconds: 30 });
  breakRegion(region, { kind: 'boot-failure', times: 1 });
  breakRegion(region, { kind: 'quota', words: ['0'] });
  breakRegion(region, { kind: 'throttle' });
  await clock.pass(29);
  t.same(kinds(), ['bad-health', 'boot-failure', 'quota', 'throttle']);
  await clock.pass(1);
  t.same(kinds(), ['boot-failure', 'quota', 'throttle']);
  t.equal(healRegion(region, 'fault-3').length, 1);
  t.equal(healRegion(region, 'throttle').length, 1);
  model.runInstance();
  await clock.pass(0);
  t.same(kinds(), []);
  t.same(told(), [
    'fault-1 begun',
    'fault-2 begun',
    'fault-3 begun',
    'fault-4 begun',
    'fault-1 ended',
    'fault-3 ended',
    'fault-4 ended',
    'fault-2 ended',
  ]);
});

t.test('FAULT-2 what makes no sense is refused, and breaks nothing', async (t) => {
  const { region, kinds } = await start(t);
  const refused: [kind: string, words: string[], why: RegExp][] = [
    ['weather', [], /^A fault is one of bad-health, .*, not 'weather'$/],
    ['bad-health', ['i-1'], /^bad-health \[WHICH\]: 'i-1' is not an instance, image, zone or Auto Scaling/],
    ['slow-boot', [], /^slow-boot SECONDS \[WHICH\]: SECONDS is missing$/],
    ['slow-boot', ['soon'], /'soon' is not a whole number from 1 up$/],
    ['zone-loss', ['eu-test-1z'], /'eu-test-1z' is not a zone of the region$/],
    ['no-capacity', ['eu-test-1a', 't3.small', 'more'], /'more' is a word too many$/],
    ['error', ['Boom'], /ACTION is missing$/],
    ['lost-answer', ['Frobnicate'], /'Frobnicate' is not an action of AWS such as RunInstances$/],
  ];
  for (const [kind, words, why] of refused) t.throws(() => breakRegion(region, { kind, words }), why);
  t.throws(() => healRegion(region, 'fault-1'), /^No fault 'fault-1' stands$/);
  t.same(healRegion(region), []);
  t.same(kinds(), []);
});

t.test('FAULT-3 a fault is part of what outlives the process', async (t) => {
  const { region, clock, kinds } = await start(t);
  breakRegion(region, { kind: 'no-capacity', words: ['t3.small'], seconds: 10, times: 2 });
  const kept = JSON.parse(JSON.stringify(region.state)) as RegionState;
  const later = await start(t);
  Object.assign(later.region.state, kept);
  later.region.stir();
  await later.clock.pass(9);
  t.match(later.region.state.faults.standing, [
    { kind: 'no-capacity', words: { type: 't3.small' }, times: 2 },
  ]);
  await later.clock.pass(1);
  t.same(later.kinds(), []);
  t.same(kinds(), ['no-capacity'], 'and the region it was taken from has its own');
  await clock.pass(10);
  t.same(kinds(), []);
});
