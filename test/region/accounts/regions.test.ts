import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import {
  DescribeInstancesCommand,
  DescribeRegionsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  RunInstancesCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { CreateLoadBalancerCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import t from 'tap';

import { emptyState } from '../../../region/life/model.ts';
import { emptyRealm, realmStateIn } from '../../../region/life/realm-state.ts';
import { startEc2 } from '../ec2/scenario.ts';
import { autoscaling, ec2, send, signature, ssm } from '../protocol/raw.ts';
import { everywhere, imageOf, listenEverywhere, restart } from './scenario.ts';

t.test('ACCOUNT-1 the access key tells the account, the scope of the signature the region', async (t) => {
  const r = await startEc2(t);
  for (const { clients, accountId, name } of everywhere(r)) {
    await clients.ssm.send(
      new PutParameterCommand({ Name: '/who', Value: `${accountId} ${name}`, Type: 'String' }),
    );
  }
  for (const { clients, accountId, name } of everywhere(r)) {
    t.match(await clients.sts.send(new GetCallerIdentityCommand({})), {
      Account: accountId,
      Arn: `arn:aws:iam::${accountId}:user/local`,
    });
    t.match(await clients.ssm.send(new GetParameterCommand({ Name: '/who' })), {
      Parameter: { Value: `${accountId} ${name}`, ARN: `arn:aws:ssm:${name}:${accountId}:parameter/who` },
    });
  }
});

t.test('ACCOUNT-2 nothing of one account or region is seen in another', async (t) => {
  const r = await startEc2(t);
  await r.run();
  for (const { clients } of everywhere(r).slice(1)) {
    t.same((await clients.ec2.send(new DescribeInstancesCommand({}))).Reservations, []);
    t.same((await clients.autoscaling.send(new DescribeAutoScalingGroupsCommand({}))).AutoScalingGroups, []);
  }
});

t.test("ACCOUNT-3 a scope of any other region is refused with 403, in its protocol's form", async (t) => {
  const r = await startEc2(t);
  const elsewhere = (service: string) => ({
    authorization: signature(r.accessKey, service).replace('eu-test-1', 'mars-north-1'),
  });
  const inEc2 = await send(r, ec2('DescribeInstances'), elsewhere('ec2'));
  t.match(inEc2, { status: 403, body: /<Code>AuthFailure</ });
  const inQuery = await send(r, autoscaling('DescribePolicies'), elsewhere('autoscaling'));
  t.match(inQuery, { status: 403, body: /<Code>SignatureDoesNotMatch</ });
  const inJson = await send(r, '{"Name":"/a"}', { ...ssm('GetParameter'), ...elsewhere('ssm') });
  t.match(inJson, { status: 403, body: /InvalidSignatureException/ });
});

t.test(
  'ACCOUNT-4 each region has a VPC and subnets of its own, and DescribeRegions names them both',
  async (t) => {
    const r = await startEc2(t);
    const seen: string[] = [];
    for (const { clients, name } of everywhere(r)) {
      const { Regions = [] } = await clients.ec2.send(new DescribeRegionsCommand({}));
      t.same(
        Regions.map(({ RegionName }) => RegionName),
        ['eu-test-1', 'eu-test-2'],
      );
      const { Vpcs = [] } = await clients.ec2.send(new DescribeVpcsCommand({}));
      const { Subnets = [] } = await clients.ec2.send(new DescribeSubnetsCommand({}));
      t.same(
        Subnets.map(({ AvailabilityZone }) => AvailabilityZone),
        [`${name}a`, `${name}b`],
      );
      seen.push(
        Vpcs[0]?.VpcId ?? '',
        ...Subnets.flatMap(({ SubnetId = '', CidrBlock = '' }) => [SubnetId, CidrBlock]),
      );
    }
    t.equal(seen.length, 20);
    t.equal(new Set(seen).size, 20);
  },
);

t.test('ACCOUNT-5 addresses of instances and of load balancers are nowhere given twice', async (t) => {
  const r = await startEc2(t);
  const addresses: (string | undefined)[] = [];
  for (const { clients } of everywhere(r)) {
    const instance = await launchIn(clients.ec2);
    const { LoadBalancers = [] } = await clients.elbv2.send(
      new CreateLoadBalancerCommand({ Name: 'web', Subnets: await subnetsOf(clients.ec2) }),
    );
    addresses.push(instance?.PrivateIpAddress, instance?.PublicIpAddress, LoadBalancers[0]?.DNSName);
  }
  t.equal(new Set(addresses).size, 12);
  await r.settle();
  t.equal(r.machines.up.size, 4, 'all of their machines are up');
});

t.test('ACCOUNT-6 the one data plane is told the listeners of all', async (t) => {
  const r = await startEc2(t);
  const arns = await listenEverywhere(r);
  await r.settle();
  t.same(
    r.balancer.told.at(-1)?.listeners.map(({ listenerArn }) => listenerArn),
    arns,
  );
});

t.test(
  'ACCOUNT-7 after a restart all regions go on, and the data plane is told of all of them at once',
  async (t) => {
    const r = await startEc2(t);
    const arns = await listenEverywhere(r);
    const [, , , other] = everywhere(r);
    const instance = await launchIn(other.clients.ec2);
    await r.settle();
    const { balancer, home } = restart(t, r);
    await r.settle();
    t.same(
      balancer.told.map(({ listeners }) => listeners.map(({ listenerArn }) => listenerArn)),
      [arns, arns, arns, arns],
    );
    t.same([...r.machines.up.keys()], [instance?.InstanceId], 'no machine was taken for a stranger');
    t.equal(home.realm.regions.length, 4);
  },
);

t.test('ACCOUNT-8 what was kept in this form is read again, in any other one it is refused', (t) => {
  const kept = { ...emptyRealm(), regions: { '000000000000/eu-test-1': emptyState() } };
  t.same(realmStateIn(JSON.parse(JSON.stringify(kept)), 'eu-test-1'), kept);
  t.same(realmStateIn(undefined, 'eu-test-1'), emptyRealm());
  for (const other of [emptyState(), { ...kept, format: 1 }, { regions: kept.regions }])
    t.throws(() => realmStateIn(other, 'eu-test-1'), { code: 'region-unreachable' });
  t.end();
});

t.test(
  "ACCOUNT-9 Debian's image has the same id for all accounts, and another one in another region",
  async (t) => {
    const r = await startEc2(t);
    const ids = await Promise.all(everywhere(r).map(({ clients }) => imageOf(clients.ec2)));
    t.equal(ids[0], ids[2]);
    t.equal(ids[1], ids[3]);
    t.not(ids[0], ids[1]);
  },
);

async function launchIn(client: EC2Client) {
  const order = {
    ImageId: await imageOf(client),
    InstanceType: 't3.small',
    MinCount: 1,
    MaxCount: 1,
  } as const;
  return (await client.send(new RunInstancesCommand(order))).Instances?.[0];
}

async function subnetsOf(client: EC2Client): Promise<string[]> {
  const { Subnets = [] } = await client.send(new DescribeSubnetsCommand({}));
  return Subnets.map(({ SubnetId = '' }) => SubnetId);
}
