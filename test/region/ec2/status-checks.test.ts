import {
  DescribeInstanceStatusCommand,
  type Filter,
  GetConsoleOutputCommand,
  type InstanceStatus,
} from '@aws-sdk/client-ec2';
import t from 'tap';

import { setImpaired } from '../../../region/model/ec2/status-checks.ts';
import { start, stop } from '../../../region/model/ec2/terminate.ts';
import { type Ec2Region, idOf, only, startEc2 } from './scenario.ts';

t.test('STATUS-1 the checks of an instance are initializing for two minutes, then ok', async (t) => {
  const r = await startEc2(t);
  await r.run();
  await r.settle();
  const status = async () => only(await statuses(r));
  t.match(await status(), {
    InstanceStatus: { Status: 'initializing', Details: [{ Name: 'reachability', Status: 'initializing' }] },
    SystemStatus: { Status: 'initializing' },
  });
  await r.clock.pass(120);
  t.match(await status(), {
    InstanceStatus: { Status: 'ok', Details: [{ Name: 'reachability', Status: 'passed' }] },
    SystemStatus: { Status: 'ok' },
  });
});

t.test('STATUS-2 a check that fails is impaired since then, and heals by a stop and a start', async (t) => {
  const r = await startEc2(t);
  const id = idOf((await r.run()).InstanceId);
  await r.run();
  await r.clock.pass(120);
  setImpaired(r.region, id, 'system', true);
  const since = new Date(r.clock.now());
  const impaired = [{ Name: 'system-status.status', Values: ['impaired'] }];
  t.match(only(await statuses(r, impaired)), {
    InstanceId: id,
    InstanceStatus: { Status: 'ok' },
    SystemStatus: { Status: 'impaired', Details: [{ Status: 'failed', ImpairedSince: since }] },
  });
  stop(r.region, id);
  await r.clock.pass(1);
  start(r.region, id);
  await r.clock.pass(1);
  t.same(await statuses(r, impaired), []);
});

t.test(
  'STATUS-5 without Latest the console is as it was two minutes after the instance began to run',
  async (t) => {
    const r = await startEc2(t);
    const id = idOf((await r.run()).InstanceId);
    let written = 'booting\n';
    r.machines.console = () => Promise.resolve(written);
    const console = async (latest: boolean) => {
      const { Output } = await r.ec2.send(new GetConsoleOutputCommand({ InstanceId: id, Latest: latest }));
      return Output === undefined ? undefined : Buffer.from(Output, 'base64').toString();
    };
    await r.clock.pass(119);
    t.equal(await console(false), undefined);
    await r.clock.pass(1);
    t.equal(await console(false), 'booting\n');
    written = 'booting\nserving\n';
    await r.clock.pass(3600);
    t.equal(await console(false), 'booting\n');
    t.equal(await console(true), 'booting\nserving\n');
  },
);

async function statuses(r: Ec2Region, Filters?: Filter[]): Promise<InstanceStatus[]> {
  return (await r.ec2.send(new DescribeInstanceStatusCommand({ Filters }))).InstanceStatuses ?? [];
}
