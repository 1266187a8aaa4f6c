import { isInit } from '../../../region/process.ts';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

import {
  DescribeImagesCommand,
  DescribeInstancesCommand,
  EC2Client,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import t from 'tap';

import { homeOf } from '../../../region/life/place.ts';
import { servingNow } from '../../../region/life/record.ts';
import { networkOf } from '../../../region/network.ts';
import { namespaces, processesIn } from '../../../region/network/ip.ts';
import { leftovers, standing } from '../../leftovers.ts';
import { until } from '../until.ts';
import { region } from './region.ts';

t.setTimeout(300_000);

const NAME = 'test-life';
const OTHER = 'test-life-two';
const before = standing();
t.teardown(async () => {
  await Promise.all([region(['down', NAME]), region(['down', OTHER])]);
});

function clientOf(report: Readonly<Record<string, unknown>>): EC2Client {
  const { endpoint, accessKeyId, secretAccessKey } = report as Record<string, string>;
  return new EC2Client({
    region: NAME,
    endpoint: endpoint ?? '',
    credentials: { accessKeyId: accessKeyId ?? '', secretAccessKey: secretAccessKey ?? '' },
  });
}

async function launch(client: EC2Client, count: number): Promise<string[]> {
  const { Images = [] } = await client.send(new DescribeImagesCommand({}));
  const { Instances = [] } = await client.send(
    new RunInstancesCommand({
      ImageId: Images[0]?.ImageId,
      InstanceType: 't3.micro',
      MinCount: count,
      MaxCount: count,
    }),
  );
  const ids = Instances.map(({ InstanceId = '' }) => InstanceId);
  await until(async () =>
    (await statesOf(client, ids)).every((state) => state === 'running') ? true : undefined,
  );
  return ids;
}

async function statesOf(client: EC2Client, ids: readonly string[]): Promise<(string | undefined)[]> {
  const { Reservations = [] } = await client.send(new DescribeInstancesCommand({ InstanceIds: [...ids] }));
  return Reservations.flatMap(({ Instances = [] }) => Instances.map(({ State }) => State?.Name));
}

/** The first process of each instance's container. */
async function leaders(ids: readonly string[]): Promise<number[]> {
  const { slot } = networkOf(NAME);
  const all = await Promise.all(ids.map((id) => processesIn(`br-${slot}-${id}`)));
  return all.map((pids) => pids.find(isInit) ?? 0);
}

function killServing(): Promise<true> {
  const { pid } = servingNow(homeOf(NAME))?.process ?? { pid: 0 };
  process.kill(pid, 'SIGKILL');
  return until(() => (servingNow(homeOf(NAME)) === undefined ? true : undefined));
}

t.test('LIFE-1 up twice is one region, with one access key', async (t) => {
  const first = await region(['up', NAME]);
  t.match(first, { code: 0, report: { kind: 'up', name: NAME, accessKeyId: /^AKIA/ } });
  t.same((await region(['up', NAME])).report, first.report);
  t.same((await region(['status', NAME])).report, first.report);
});

t.test('LIFE-2 a region killed with SIGKILL goes on where it was: instances, key and endpoint', async (t) => {
  const { report } = await region(['up', NAME]);
  const client = clientOf(report);
  const ids = await launch(client, 2);
  const running = await leaders(ids);
  await killServing();
  t.match((await region(['status', NAME])).report, { kind: 'stopped', machines: 2 });
  const again = await region(['up', NAME]);
  t.match(again.report, { endpoint: report['endpoint'], accessKeyId: report['accessKeyId'] });
  t.same(await statesOf(client, ids), ['running', 'running']);
  t.same(await leaders(ids), running, 'they were not booted again');
  await client.send(new TerminateInstancesCommand({ InstanceIds: ids }));
  await until(async () =>
    (await statesOf(client, ids)).every((state) => state === 'terminated') ? true : undefined,
  );
  t.same(await namespaces(`br-${networkOf(NAME).slot}-`), []);
});

t.test('LIFE-3 an instance that died while the region was killed is found terminated', async (t) => {
  const client = clientOf((await region(['up', NAME])).report);
  const ids = await launch(client, 1);
  const [leader = 0] = await leaders(ids);
  await killServing();
  process.kill(leader, 'SIGKILL');
  await region(['up', NAME]);
  await until(async () => ((await statesOf(client, ids))[0] === 'terminated' ? true : undefined));
  t.same(await namespaces(`br-${networkOf(NAME).slot}-`), []);
});

t.test('LIFE-4 killed while it starts, it starts the next time', async (t) => {
  await region(['down', NAME]);
  const program = join(import.meta.dirname, '../../../region/main.ts');
  const child = spawn(process.execPath, [program, 'serve', NAME], { stdio: 'ignore' });
  const { slot } = networkOf(NAME);
  await until(async () => ((await namespaces(`br-${slot}`)).length > 0 ? true : undefined));
  child.kill('SIGKILL');
  await once(child, 'exit');
  t.match(await region(['up', NAME]), { code: 0, report: { kind: 'up' } });
  t.equal((await launch(clientOf((await region(['status', NAME])).report), 1)).length, 1);
});

t.test('LIFE-5 two regions stand side by side', async (t) => {
  const [one, two] = await Promise.all([region(['up', NAME]), region(['up', OTHER])]);
  t.not(one.report['endpoint'], two.report['endpoint']);
  t.not(one.report['accessKeyId'], two.report['accessKeyId']);
  await region(['down', OTHER]);
  const { Images = [] } = await clientOf(one.report).send(new DescribeImagesCommand({}));
  t.equal(Images.length, 1, 'and one goes without the other');
});

t.test('LIFE-6 down leaves nothing, also of a region whose process was killed', async (t) => {
  const client = clientOf((await region(['up', NAME, '--database'])).report);
  await launch(client, 2);
  await killServing();
  t.same((await region(['down', NAME])).report, { kind: 'down', name: NAME });
  t.same(await until(nothingOrWhat), []);
  t.same((await region(['down', NAME])).report, { kind: 'down', name: NAME }, 'and once more is no mistake');

  /** What was killed stays a zombie until its parent has looked; others may use this computer meanwhile. */
  function nothingOrWhat(): string[] | undefined {
    const { slot } = networkOf(NAME);
    const own = new RegExp(`br-${slot}\\b|${NAME}\\b|\\b(10|127)\\.${slot}\\.`);
    const left = leftovers(before, standing()).filter((thing) => own.test(thing));
    return left.length === 0 ? [] : undefined;
  }
});

t.test('LIFE-7 a port in use is said in one line, with exit code 3', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  t.teardown(() => taken.close());
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const { code, report } = await region(['up', NAME, `--port=${port}`]);
  t.equal(code, 3);
  t.match(report, {
    kind: 'refused',
    code: 'region-unreachable',
    what: `Port ${port} on 127.0.0.1 is in use`,
  });
});

t.test('LIFE-8 a missing tool is named, with the package that has it', async (t) => {
  const { code, report } = await region(['up', NAME], { PATH: '/nowhere' });
  t.equal(code, 3);
  t.match(report, { code: 'tool-missing', what: /haproxy/, next: /apt-get install .*systemd-container/ });
});

t.test('LIFE-9 a name that is none is refused, and nothing is made for it', async (t) => {
  const { code, report } = await region(['up', '../elsewhere']);
  t.equal(code, 3);
  t.match(report, { kind: 'refused', code: 'usage' });
  t.notOk(existsSync(homeOf('../elsewhere').folder));
});
