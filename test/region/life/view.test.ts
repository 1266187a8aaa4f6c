import t from 'tap';

import { describeView } from '../../../cli/region-view.ts';
import { viewOf } from '../../../region/life/view.ts';
import { startGroup } from '../autoscaling/scenario.ts';

t.test('OPS-1 a region is seen like in a console: instances, targets, the newest activities', async (t) => {
  const g = await startGroup(t, 2);
  const stranger = g.runInstance();
  await g.clock.pass(60);
  const view = viewOf(g.region);
  const [one = '', other = ''] = await g.members();
  t.match(
    view.instances.find(({ id }) => id === one),
    { state: 'running', group: 'web', lifecycle: 'InService', health: 'Healthy', zone: 'eu-test-1a' },
  );
  t.notHas(
    view.instances.find(({ id }) => id === stranger.instanceId),
    { group: 'web' },
  );
  t.same(
    view.targets.map(({ id, state }) => [id, state]),
    [
      [one, 'healthy'],
      [other, 'healthy'],
    ],
  );
  t.match(view.activities[0], { group: 'web', status: 'Successful', description: /^Launching a new EC2/ });

  const lines = describeView(view).join('\n');
  t.match(lines, new RegExp(`${one} +running +60 s +t3.small +eu-test-1a .* web +InService +Healthy`));
  t.match(lines, new RegExp(`${one}:\\d+ +healthy`));
  t.match(lines, /web +60 s +Successful +Launching a new EC2 instance/);
});

t.test('OPS-1 of what there is none of, nothing is shown', (t) => {
  t.same(describeView({ now: 0, instances: [], targets: [], activities: [] }), []);
  t.end();
});
