import t from 'tap';

import { setImpaired } from '../../../region/model/ec2/status-checks.ts';
import { startGroup } from './scenario.ts';

t.test(
  'STATUS-3 an impaired member is tolerated for five minutes, then replaced, and the cause says why',
  async (t) => {
    const g = await startGroup(t, 1);
    const [member = ''] = await g.members();
    setImpaired(g.region, member, 'instance', true);
    await g.clock.pass(299);
    t.same(await g.members('InService'), [member]);
    await g.clock.pass(1);
    t.not((await g.members('InService'))[0], member);
    const ending = (await g.activities()).find(({ Description }) => Description?.startsWith('Terminating'));
    t.match(ending?.Cause, /in response to an EC2 instance status checks failure\./);
  },
);

t.test('STATUS-4 neither a member in its grace period is replaced, nor one that heals in time', async (t) => {
  const g = await startGroup(t, 2, { HealthCheckGracePeriod: 600 });
  const [one = '', other = ''] = await g.members();
  setImpaired(g.region, one, 'system', true);
  setImpaired(g.region, other, 'system', true);
  await g.clock.pass(400);
  setImpaired(g.region, other, 'system', false);
  await g.clock.pass(199);
  t.same(await g.members('InService'), [one, other]);
  await g.clock.pass(300);
  const staying = await g.members('InService');
  t.notOk(staying.includes(one));
  t.ok(staying.includes(other));
});
