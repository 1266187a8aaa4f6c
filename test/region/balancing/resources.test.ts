import {
  AddTagsCommand,
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DeleteLoadBalancerCommand,
  DeleteTargetGroupCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ModifyTargetGroupCommand,
  RemoveTagsCommand,
  type CreateTargetGroupCommandInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import t from 'tap';

import { createTargetGroup, listen, startBalanced } from './scenario.ts';

const refused = (message: RegExp) => ({ name: 'ValidationError', message });

t.test('ELB-21 a load balancer has a loopback address of its own, which is its DNS name', async (t) => {
  const b = await startBalanced(t);
  const { publicPrefix } = b.region.network;
  await b.elbv2.send(new CreateLoadBalancerCommand({ Name: 'second', Subnets: [...b.subnetIds] }));
  const { LoadBalancers } = await b.elbv2.send(new DescribeLoadBalancersCommand({}));
  t.match(LoadBalancers, [
    {
      LoadBalancerName: 'front',
      DNSName: `${publicPrefix}.0.10`,
      State: { Code: 'active' },
      Type: 'application',
    },
    { LoadBalancerName: 'second', DNSName: `${publicPrefix}.0.11`, Scheme: 'internet-facing' },
  ]);
  t.match(
    LoadBalancers?.[0]?.LoadBalancerArn,
    /^arn:aws:elasticloadbalancing:eu-test-1:000000000000:loadbalancer\/app\/front\/[0-9a-f]{16}$/,
  );
  t.match(
    b.targetGroupArn,
    /^arn:aws:elasticloadbalancing:eu-test-1:000000000000:targetgroup\/web\/[0-9a-f]{16}$/,
  );
});

t.test(
  'ELB-22 a load balancer needs two zones, a good name, and is an application load balancer',
  async (t) => {
    const b = await startBalanced(t);
    const create = (more: object) =>
      b.elbv2.send(new CreateLoadBalancerCommand({ Name: 'other', Subnets: [...b.subnetIds], ...more }));
    await t.rejects(create({ Subnets: [b.subnetIds[0]] }), refused(/two different Availability Zones/));
    await t.rejects(create({ Name: 'x'.repeat(33) }), refused(/cannot be longer than '32' characters/));
    await t.rejects(create({ Name: '-x' }), refused(/cannot begin or end with '-'/));
    await t.rejects(create({ Name: 'a_b' }), refused(/alphanumeric/));
    await t.rejects(create({ Type: 'gateway' }), refused(/does not model gateway load balancers/));
    await t.rejects(create({ Subnets: ['subnet-1', 'subnet-2'] }), { name: 'SubnetNotFoundException' });
  },
);

t.test('ELB-23 what is made again is the one that is there; with other settings it is refused', async (t) => {
  const b = await startBalanced(t);
  const balancer = (Scheme?: 'internal') =>
    b.elbv2.send(new CreateLoadBalancerCommand({ Name: 'front', Subnets: [...b.subnetIds], Scheme }));
  t.match(await balancer(), { LoadBalancers: [{ LoadBalancerArn: b.loadBalancerArn }] });
  await t.rejects(balancer('internal'), { name: 'DuplicateLoadBalancerNameException' });
  t.equal(await createTargetGroup(b, 'web'), b.targetGroupArn);
  const other = { Name: 'web', Protocol: 'HTTP', Port: 9090, VpcId: b.vpcId } as const;
  await t.rejects(b.elbv2.send(new CreateTargetGroupCommand(other)), {
    name: 'DuplicateTargetGroupNameException',
  });
});

t.test(
  'ELB-24 a target group that is in use stays; a deleted load balancer takes its listeners along',
  async (t) => {
    const b = await startBalanced(t);
    const remove = () => b.elbv2.send(new DeleteTargetGroupCommand({ TargetGroupArn: b.targetGroupArn }));
    await t.rejects(remove(), { name: 'ResourceInUseException' });
    await b.elbv2.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: b.loadBalancerArn }));
    await t.resolves(remove());
    await t.rejects(b.elbv2.send(new DescribeListenersCommand({ LoadBalancerArn: b.loadBalancerArn })), {
      name: 'LoadBalancerNotFoundException',
    });
    await t.rejects(b.elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn: b.targetGroupArn })), {
      name: 'TargetGroupNotFoundException',
    });
    await t.resolves(remove(), 'what is gone already is no error');
  },
);

t.test('ELB-25 a listener has a port of its own, and a target group is of one load balancer', async (t) => {
  const b = await startBalanced(t);
  const other = await createTargetGroup(b, 'other');
  const create = (more: object) =>
    b.elbv2.send(
      new CreateListenerCommand({
        LoadBalancerArn: b.loadBalancerArn,
        Protocol: 'HTTP',
        Port: 81,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: other }],
        ...more,
      }),
    );
  await t.rejects(create({ Port: 80 }), { name: 'DuplicateListenerException' });
  await t.rejects(create({ Protocol: 'HTTPS' }), refused(/not listeners for HTTPS/));
  const second = await b.elbv2.send(
    new CreateLoadBalancerCommand({ Name: 'second', Subnets: [...b.subnetIds] }),
  );
  const elsewhere = { LoadBalancerArn: second.LoadBalancers?.[0]?.LoadBalancerArn };
  await t.rejects(
    create({ ...elsewhere, DefaultActions: [{ Type: 'forward', TargetGroupArn: b.targetGroupArn }] }),
    {
      name: 'TargetGroupAssociationLimitException',
    },
  );
  const arn = await listen(b, b.loadBalancerArn, other, 82);
  t.match(arn, /:listener\/app\/front\/[0-9a-f]{16}\/[0-9a-f]{16}$/);
  const { TargetGroups } = await b.elbv2.send(
    new DescribeTargetGroupsCommand({ LoadBalancerArn: b.loadBalancerArn }),
  );
  t.match(TargetGroups, [{ TargetGroupName: 'web' }, { TargetGroupName: 'other' }]);
});

t.test(
  'ELB-26 a target group has the health check of AWS by default, within the ranges of AWS',
  async (t) => {
    const b = await startBalanced(t);
    const create = (more: Partial<CreateTargetGroupCommandInput>) =>
      b.elbv2.send(
        new CreateTargetGroupCommand({
          Name: 'other',
          Protocol: 'HTTP',
          Port: 8080,
          VpcId: b.vpcId,
          ...more,
        }),
      );
    await t.rejects(create({ HealthCheckIntervalSeconds: 4 }), refused(/range 5-300/));
    await t.rejects(
      create({ HealthCheckIntervalSeconds: 5 }),
      refused(/^Health check timeout '5' must be smaller than the interval '5'$/),
    );
    await t.rejects(create({ HealthyThresholdCount: 1 }), refused(/range 2-10/));
    await t.rejects(create({ Matcher: { HttpCode: '2xx' } }), refused(/matcher/));
    await t.rejects(create({ HealthCheckPath: 'healthz' }), refused(/begin with/));
    await t.rejects(create({ HealthCheckPort: '0' }), refused(/range 1-65535/));
    await t.rejects(create({ TargetType: 'ip' }), refused(/TargetType instance, not ip/));
    await t.rejects(create({ VpcId: 'vpc-1' }), refused(/VPC ID/));
    t.match(await create({}), {
      TargetGroups: [
        {
          HealthCheckPath: '/',
          HealthCheckPort: 'traffic-port',
          HealthCheckIntervalSeconds: 30,
          HealthCheckTimeoutSeconds: 5,
          HealthyThresholdCount: 5,
          UnhealthyThresholdCount: 2,
          Matcher: { HttpCode: '200' },
          LoadBalancerArns: [],
        },
      ],
    });
  },
);

t.test('ELB-27 a changed health check counts from the next check on', async (t) => {
  const b = await startBalanced(t);
  const [id = ''] = await b.runTargets(1);
  await b.clock.pass(1);
  b.prober.answer({ kind: 'answered', status: 204 });
  const change = { TargetGroupArn: b.targetGroupArn, Matcher: { HttpCode: '200,204-206' } };
  await b.elbv2.send(new ModifyTargetGroupCommand(change));
  await b.clock.pass(100);
  t.same(await b.health(), { [id]: 'healthy' });
  await b.elbv2.send(new ModifyTargetGroupCommand({ ...change, Matcher: { HttpCode: '200-203' } }));
  await b.clock.pass(20);
  t.same(await b.health(), { [id]: 'unhealthy Target.ResponseCodeMismatch' });
});

t.test('ELB-29 load balancers, target groups and listeners have tags', async (t) => {
  const b = await startBalanced(t);
  const ResourceArns = [b.loadBalancerArn, b.targetGroupArn];
  const tags = async () => {
    const { TagDescriptions } = await b.elbv2.send(new DescribeTagsCommand({ ResourceArns }));
    return TagDescriptions?.map(({ Tags }) => Tags);
  };
  await b.elbv2.send(
    new AddTagsCommand({
      ResourceArns,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ],
    }),
  );
  await b.elbv2.send(new RemoveTagsCommand({ ResourceArns: [b.targetGroupArn], TagKeys: ['a'] }));
  t.same(await tags(), [
    [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ],
    [{ Key: 'b', Value: '2' }],
  ]);
  const twice = {
    ResourceArns,
    Tags: [
      { Key: 'a', Value: '1' },
      { Key: 'a', Value: '2' },
    ],
  };
  await t.rejects(b.elbv2.send(new AddTagsCommand(twice)), { name: 'DuplicateTagKeysException' });
});
