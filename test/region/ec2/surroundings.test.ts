import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeAvailabilityZonesCommand,
  DescribeInstanceTypeOfferingsCommand,
  DescribeInstanceTypesCommand,
  DescribeInstancesCommand,
  DescribeRegionsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  paginateDescribeInstances,
} from '@aws-sdk/client-ec2';
import t from 'tap';

import { terminate } from '../../../region/model/ec2/terminate.ts';
import { idOf, only, startEc2 } from './scenario.ts';

t.test('EC2-46 the region has one VPC and two default subnets, one in each of its zones', async (t) => {
  const r = await startEc2(t);
  const prefix = r.region.network.privatePrefix;
  const { Vpcs } = await r.ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
  );
  t.match(only(Vpcs), { VpcId: r.vpcId, CidrBlock: `${prefix}.0.0/16`, IsDefault: true });
  const { Subnets } = await r.ec2.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [r.vpcId] }] }),
  );
  t.match(Subnets, [
    { AvailabilityZone: 'eu-test-1a', CidrBlock: `${prefix}.16.0/20`, AvailableIpAddressCount: 4091 },
    { AvailabilityZone: 'eu-test-1b', CidrBlock: `${prefix}.32.0/20`, AvailableIpAddressCount: 4091 },
  ]);
  const { AvailabilityZones } = await r.ec2.send(new DescribeAvailabilityZonesCommand({}));
  t.same(
    AvailabilityZones?.map(({ ZoneName }) => ZoneName),
    ['eu-test-1a', 'eu-test-1b'],
  );
  const { Regions } = await r.ec2.send(new DescribeRegionsCommand({}));
  t.same(
    Regions?.map(({ RegionName }) => RegionName),
    ['eu-test-1', 'eu-test-2'],
  );
});

t.test('VPC-1 the VPC has the attributes and the main route table of a default one', async (t) => {
  const r = await startEc2(t);
  const { EnableDnsHostnames } = await r.ec2.send(
    new DescribeVpcAttributeCommand({ VpcId: r.vpcId, Attribute: 'enableDnsHostnames' }),
  );
  t.same(EnableDnsHostnames, { Value: true });
  const main = { Name: 'association.main', Values: ['true'] };
  const { RouteTables } = await r.ec2.send(new DescribeRouteTablesCommand({ Filters: [main] }));
  t.match(only(RouteTables), { VpcId: r.vpcId, Routes: [{ GatewayId: 'local' }, { GatewayId: /^igw-/ }] });
  await t.rejects(
    r.ec2.send(new DescribeVpcAttributeCommand({ VpcId: 'vpc-1', Attribute: 'enableDnsSupport' })),
    { name: 'InvalidVpcID.NotFound' },
  );
});

t.test(
  'EC2-47 a few instance types are there, with their architecture, and offered everywhere',
  async (t) => {
    const r = await startEc2(t);
    const types = await r.ec2.send(new DescribeInstanceTypesCommand({ InstanceTypes: ['t4g.small'] }));
    t.match(only(types.InstanceTypes), {
      ProcessorInfo: { SupportedArchitectures: ['arm64'] },
      MemoryInfo: { SizeInMiB: 2048 },
    });
    const offered = await r.ec2.send(
      new DescribeInstanceTypeOfferingsCommand({
        LocationType: 'availability-zone',
        Filters: [{ Name: 'instance-type', Values: ['t3.micro'] }],
      }),
    );
    t.same(
      offered.InstanceTypeOfferings?.map(({ Location }) => Location),
      ['eu-test-1a', 'eu-test-1b'],
    );
  },
);

t.test(
  'EC2-48 security groups are data: named once, with rules, and not deleted while they are used',
  async (t) => {
    const r = await startEc2(t);
    const order = { GroupName: 'web', Description: 'The web servers' };
    const { GroupId } = await r.ec2.send(new CreateSecurityGroupCommand(order));
    await t.rejects(r.ec2.send(new CreateSecurityGroupCommand(order)), { name: 'InvalidGroup.Duplicate' });
    const rule = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' };
    await r.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, ...rule }));
    await t.rejects(r.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, ...rule })), {
      name: 'InvalidPermission.Duplicate',
    });
    const described = await r.ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [idOf(GroupId)] }));
    t.match(only(described.SecurityGroups), {
      GroupName: 'web',
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 80, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    });
    const instance = idOf((await r.run({ SecurityGroupIds: [idOf(GroupId)] })).InstanceId);
    const remove = new DeleteSecurityGroupCommand({ GroupId });
    await t.rejects(r.ec2.send(remove), { name: 'DependencyViolation' });
    await r.settle();
    terminate(r.region, instance);
    await r.settle();
    await r.ec2.send(remove);
    await t.rejects(r.ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [idOf(GroupId)] })), {
      name: 'InvalidGroup.NotFound',
    });
  },
);

t.test('EC2-49 an instance without groups has the default one, which stays', async (t) => {
  const r = await startEc2(t);
  const [group] = (await r.run()).SecurityGroups ?? [];
  t.equal(group?.GroupName, 'default');
  await t.rejects(r.ec2.send(new DeleteSecurityGroupCommand({ GroupId: group?.GroupId })), {
    name: 'CannotDelete',
  });
});

t.test('EC2-50 long lists come in pages, and all of their things once', async (t) => {
  const r = await startEc2(t);
  for (let count = 0; count < 12; count += 1) await r.run();
  const seen: number[] = [];
  const ids = new Set<string | undefined>();
  for await (const page of paginateDescribeInstances({ client: r.ec2 }, { MaxResults: 5 })) {
    const instances = page.Reservations?.flatMap(({ Instances = [] }) => Instances) ?? [];
    seen.push(instances.length);
    for (const { InstanceId } of instances) ids.add(InstanceId);
  }
  t.same(seen, [5, 5, 2]);
  t.equal(ids.size, 12);
});

t.test('EC2-51 a page of less than five, and a token that is none, are refused', async (t) => {
  const r = await startEc2(t);
  await t.rejects(r.ec2.send(new DescribeInstancesCommand({ MaxResults: 4 })), {
    name: 'InvalidParameterValue',
  });
  await t.rejects(r.ec2.send(new DescribeInstancesCommand({ NextToken: 'nonsense' })), {
    name: 'InvalidNextToken',
  });
  const id = idOf((await r.run()).InstanceId);
  await t.rejects(r.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id], MaxResults: 5 })), {
    name: 'InvalidParameterCombination',
  });
});
