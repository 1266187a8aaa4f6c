import {
  CreateImageCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  EC2Client,
  ModifyImageAttributeCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import t from 'tap';

import { homeOf } from '../../../region/life/place.ts';
import { servingNow } from '../../../region/life/record.ts';
import { region } from '../life/region.ts';
import { until } from '../until.ts';

t.setTimeout(120_000);

const NAME = 'test-accounts';
t.teardown(() => region(['down', NAME]));

interface Report {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly other: {
    readonly accountId: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  };
}

async function up(): Promise<{ report: Report; own: EC2Client; other: EC2Client }> {
  const report = (await region(['up', NAME])).report as unknown as Report;
  const clientOf = ({ accessKeyId, secretAccessKey }: Pick<Report, 'accessKeyId' | 'secretAccessKey'>) =>
    new EC2Client({
      ...{ region: NAME, endpoint: report.endpoint },
      credentials: { accessKeyId, secretAccessKey },
    });
  return { report, own: clientOf(report), other: clientOf(report.other) };
}

async function run(client: EC2Client, ImageId: string | undefined): Promise<string> {
  const order = { ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 } as const;
  const { Instances = [] } = await client.send(new RunInstancesCommand(order));
  const id = Instances[0]?.InstanceId ?? '';
  await until(async () => ((await stateOf(client, id)) === 'running' ? true : undefined));
  return id;
}

async function stateOf(client: EC2Client, id: string): Promise<string | undefined> {
  const { Reservations } = await client.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return Reservations?.[0]?.Instances?.[0]?.State?.Name;
}

t.test('ACCOUNT-11 instances of both accounts run side by side, and go on after a kill', async (t) => {
  const { report, own, other } = await up();
  t.match(report, {
    accountId: '000000000000',
    other: { accountId: '111111111111', accessKeyId: /^AKIA/ },
    regions: [NAME, `${NAME}-2`],
  });
  const base = (await own.send(new DescribeImagesCommand({}))).Images?.[0]?.ImageId;
  const first = await run(own, base);
  const { ImageId } = await own.send(new CreateImageCommand({ InstanceId: first, Name: 'shared' }));
  await until(async () => {
    const { Images } = await own.send(new DescribeImagesCommand({ ImageIds: [ImageId ?? ''] }));
    return Images?.[0]?.State === 'available' ? true : undefined;
  });
  const LaunchPermission = { Add: [{ UserId: report.other.accountId }] };
  await own.send(new ModifyImageAttributeCommand({ ImageId, LaunchPermission }));
  const second = await run(other, ImageId);
  process.kill(servingNow(homeOf(NAME))?.process.pid ?? 0, 'SIGKILL');
  await until(() => (servingNow(homeOf(NAME)) === undefined ? true : undefined));
  const again = await up();
  t.same(again.report.other, report.other, 'the other key is the same, too');
  t.same([await stateOf(own, first), await stateOf(other, second)], ['running', 'running']);
});
