import t from 'tap';

import { breakRegion, healRegion } from '../../../region/faults/break.ts';
import { startWatched } from '../monitoring/scenario.ts';

t.test('FAULT-24 alarm has an alarm in ALARM, until its metric is asked again', async (t) => {
  const watched = await startWatched(t);
  const { region, clock } = watched;
  await watched.states([0, 0, 0]);
  t.match(await watched.alarm(), { StateValue: 'OK' });
  t.throws(() => breakRegion(region, { kind: 'alarm', words: ['none'] }), /'none' is not an alarm/);
  breakRegion(region, { kind: 'alarm', words: ['errors'] });
  await clock.pass(0);
  t.match(await watched.alarm(), { StateValue: 'ALARM' });
  await watched.states([0, 0]);
  t.match(await watched.alarm(), { StateValue: 'ALARM' });
  healRegion(region);
  await watched.states([0, 0]);
  t.match(await watched.alarm(), { StateValue: 'OK' });
});
