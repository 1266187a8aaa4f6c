import {
  DescribeAutoScalingGroupsCommand,
  LaunchInstancesCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { DescribeSubnetsCommand, RunInstancesCommand } from '@aws-sdk/client-ec2';
import t from 'tap';

import { breakRegion, healRegion } from '../../../region/faults/break.ts';
import { startGroup } from '../autoscaling/scenario.ts';
import { startEc2 } from '../ec2/scenario.ts';

const web = { AutoScalingGroupName: 'web' };

t.test('FAULT-5 slow-boot leaves instances pending for so long', async (t) => {
  const model = await startEc2(t);
  const { region, clock } = model;
  breakRegion(region, { kind: 'slow-boot', words: ['40'], times: 1 });
  const { InstanceId: slow = '' } = await model.run();
  const { InstanceId: quick = '' } = await model.run();
  await clock.pass(39);
  t.match(await model.see(slow), { State: { Name: 'pending' } });
  t.match(await model.see(quick), { State: { Name: 'running' } });
  await clock.pass(1);
  t.match(await model.see(slow), { State: { Name: 'running' } });
});

t.test('FAULT-6 boot-failure ends a pending instance with Server.InternalError', async (t) => {
  const model = await startEc2(t);
  const { region } = model;
  breakRegion(region, { kind: 'boot-failure' });
  const { InstanceId = '', State } = await model.run();
  t.match(State, { Name: 'pending' });
  await model.settle();
  t.match(await model.see(InstanceId), {
    State: { Name: 'terminated' },
    StateReason: { Code: 'Server.InternalError', Message: /Internal error on launch/ },
  });
});

t.test('FAULT-7 kms ends a pending member with Client.InternalError, in a Cancelled activity', async (t) => {
  const g = await startGroup(t, 0);
  breakRegion(g.region, { kind: 'kms', words: ['web'], times: 1 });
  await g.autoscaling.send(new SetDesiredCapacityCommand({ ...web, DesiredCapacity: 1 }));
  await g.clock.pass(1);
  t.match(await g.activities(), [
    {
      StatusCode: 'Cancelled',
      StatusMessage:
        'Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Client.InternalError: Client error on launch',
    },
  ]);
  await g.clock.pass(10);
  t.equal((await g.members('InService')).length, 1);
});

t.test('FAULT-8 no-capacity refuses launches of a type in a zone, in AWS’s words', async (t) => {
  const g = await startGroup(t, 0);
  const [a] = g.subnetIds;
  breakRegion(g.region, { kind: 'no-capacity', words: ['eu-test-1a', 't3.small'] });
  const refused =
    'We currently do not have sufficient t3.small capacity in the Availability Zone you requested (eu-test-1a). Our system will be working on provisioning additional capacity. You can currently get t3.small capacity by not specifying an Availability Zone in your request or choosing eu-test-1b.';
  const ImageId = g.region.state.ec2.images[0]?.imageId;
  const run = (InstanceType: 't3.small' | 't3.medium') =>
    g.ec2.send(new RunInstancesCommand({ ImageId, InstanceType, SubnetId: a, MinCount: 1, MaxCount: 1 }));
  await t.rejects(run('t3.small'), { name: 'InsufficientInstanceCapacity', message: refused });
  await run('t3.medium');
  const asked = { ...web, RequestedCapacity: 1, ClientToken: 'one', SubnetIds: [a] };
  t.match(await g.autoscaling.send(new LaunchInstancesCommand(asked)), {
    Instances: [],
    Errors: [{ ErrorCode: 'InsufficientInstanceCapacity', ErrorMessage: refused }],
  });
  await g.autoscaling.send(new SetDesiredCapacityCommand({ ...web, DesiredCapacity: 2 }));
  await g.clock.pass(1);
  const members = await g.members('InService');
  t.same(
    members.map((id) => g.zoneOf(id)),
    ['b', 'b'],
  );
  t.match(
    (await g.activities()).find(({ StatusCode }) => StatusCode === 'Failed'),
    { StatusMessage: `${refused} Launching EC2 instance failed.` },
  );
});

t.test('FAULT-9 no-addresses leaves the subnets of a zone without a free address', async (t) => {
  const g = await startGroup(t, 0);
  breakRegion(g.region, { kind: 'no-addresses' });
  const { Subnets = [] } = await g.ec2.send(new DescribeSubnetsCommand({}));
  t.same(
    Subnets.map(({ AvailableIpAddressCount }) => AvailableIpAddressCount),
    [0, 0],
  );
  await g.autoscaling.send(new SetDesiredCapacityCommand({ ...web, DesiredCapacity: 1 }));
  await g.clock.pass(1);
  t.match(await g.activities(), [
    { StatusMessage: /^There are not enough free addresses in subnet 'subnet-.*' to satisfy the requested/ },
    { StatusMessage: /^There are not enough free addresses in subnet 'subnet-.*' to satisfy the requested/ },
  ]);
  healRegion(g.region);
  await g.clock.pass(10);
  t.equal((await g.members('InService')).length, 1);
});

t.test('FAULT-10 quota lets so many vCPUs run, and refuses what is beyond', async (t) => {
  const g = await startGroup(t, 1);
  breakRegion(g.region, { kind: 'quota', words: ['6'] });
  const ImageId = g.region.state.ec2.images[0]?.imageId;
  const run = (MinCount: number, MaxCount: number) =>
    g.ec2.send(new RunInstancesCommand({ ImageId, InstanceType: 't3.small', MinCount, MaxCount }));
  const refused = {
    name: 'VcpuLimitExceeded',
    message: /^You have requested more vCPU capacity than your current vCPU limit of 6 allows/,
  };
  await t.rejects(run(3, 3), refused);
  t.equal((await run(1, 3)).Instances?.length, 2);
  await t.rejects(run(1, 1), refused);
  await g.autoscaling.send(new SetDesiredCapacityCommand({ ...web, DesiredCapacity: 2 }));
  await g.clock.pass(1);
  t.match((await g.activities())[0], {
    StatusCode: 'Failed',
    StatusMessage: /^You have requested more vCPU/,
  });
  const { AutoScalingGroups } = await g.autoscaling.send(new DescribeAutoScalingGroupsCommand({}));
  t.match(AutoScalingGroups, [{ DesiredCapacity: 2, Instances: { length: 1 } }]);
});
