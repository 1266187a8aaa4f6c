import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';

import { DescribeImagesCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import t from 'tap';

import { until } from '../until.ts';
import { region } from './region.ts';

t.setTimeout(180_000);

const NAME = 'test-machine';
t.teardown(() => region(['down', NAME]));

const run = promisify(execFile);

t.test('the console and the inside of an instance', async (t) => {
  const { report } = await region(['up', NAME]);
  const { endpoint, accessKeyId, secretAccessKey } = report as Record<string, string>;
  const credentials = { accessKeyId: accessKeyId ?? '', secretAccessKey: secretAccessKey ?? '' };
  const ec2 = new EC2Client({ region: NAME, endpoint: endpoint ?? '', credentials });
  t.teardown(() => {
    ec2.destroy();
  });
  const { Images } = await ec2.send(new DescribeImagesCommand({}));
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: Images?.[0]?.ImageId,
      InstanceType: 't3.small',
      MinCount: 1,
      MaxCount: 1,
    }),
  );
  const id = Instances?.[0]?.InstanceId ?? '';
  const argv = async (...words: string[]) => (await region(words)).report['argv'] as [string, ...string[]];
  await until(async () => (await region(['ssh', NAME, id])).code === 0);

  await t.test('OPS-2 a command runs in it as root, with its own exit code', async (t) => {
    const [program, ...args] = await argv('ssh', NAME, id);
    const { stdout } = await run(program, [...args, 'sh', '-c', 'id -un; cat /proc/1/comm; pwd']);
    t.same(stdout.split('\n'), ['root', 'systemd', '/root', '']);
    await t.rejects(run(program, [...args, 'sh', '-c', 'exit 7']), { code: 7 });
  });

  await t.test('OPS-3 its console is shown, and followed', async (t) => {
    const [program, ...args] = await argv('logs', NAME, id);
    await until(async () => (await run(program, args)).stdout.includes('systemd'));
    const [follow, ...rest] = await argv('logs', NAME, id, '--follow');
    const child = execFile(follow, rest);
    t.teardown(() => child.kill());
    const [first] = (await once(child.stdout ?? child, 'data')) as [string];
    t.ok(first.length > 0);
  });

  await t.test('OPS-4 an instance that is not there, and what is no id, is refused', async (t) => {
    for (const verb of ['logs', 'ssh']) {
      t.match(await region([verb, NAME, 'i-00000000000000000']), {
        code: 3,
        report: { kind: 'refused', code: 'target-unknown', next: `bakeroll region status ${NAME}` },
      });
      t.match(await region([verb, NAME, '../../etc']), { code: 3, report: { code: 'usage' } });
    }
  });
});
