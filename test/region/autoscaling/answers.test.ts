import {
  AttachLoadBalancerTargetGroupsCommand,
  CreateAutoScalingGroupCommand,
  CreateOrUpdateTagsCommand,
  DeleteTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand,
  DescribeTagsCommand,
  DescribeTrafficSourcesCommand,
  DescribeWarmPoolCommand,
  DetachLoadBalancerTargetGroupsCommand,
  PutWarmPoolCommand,
  SetDesiredCapacityCommand,
  SetInstanceProtectionCommand,
} from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import { createTargetGroup, healthIn, listen } from '../balancing/scenario.ts';
import { startGroup } from './scenario.ts';

const web = { AutoScalingGroupName: 'web' };

t.test(
  'ASG-40 a target group that is attached takes the members; one that is detached drains them',
  async (t) => {
    const g = await startGroup(t, 1);
    await g.clock.pass(1);
    const [id = ''] = await g.members();
    const other = await createTargetGroup(g, 'other');
    await listen(g, g.loadBalancerArn, other, 81);
    const states = async () => {
      const { TrafficSources } = await g.autoscaling.send(new DescribeTrafficSourcesCommand(web));
      return TrafficSources?.map(({ State }) => State);
    };
    t.same(await states(), ['InService']);
    await g.autoscaling.send(new AttachLoadBalancerTargetGroupsCommand({ ...web, TargetGroupARNs: [other] }));
    await g.clock.pass(0);
    t.same(await states(), ['InService', 'Added']);
    await g.clock.pass(1);
    t.same(await states(), ['InService', 'InService']);
    t.same(await healthIn(g, other), { [id]: 'healthy' });
    const asked = { ...web, TargetGroupARNs: [g.targetGroupArn] };
    await g.autoscaling.send(new DetachLoadBalancerTargetGroupsCommand(asked));
    await g.clock.pass(29);
    t.same(await states(), ['Removing', 'InService']);
    t.same(await g.health(), { [id]: 'draining Target.DeregistrationInProgress' });
    await g.autoscaling.send(new SetDesiredCapacityCommand({ ...web, DesiredCapacity: 2 }));
    await g.clock.pass(0);
    t.same(Object.keys(await g.health()), [id], 'a new member does not come into it');
    await g.clock.pass(1);
    t.same(await states(), ['InService']);
    t.equal((await g.members('InService'))[0], id, 'the member itself stays');
  },
);

t.test('ASG-41 activities come under way first, then newest first, and say what caused them', async (t) => {
  const g = await startGroup(t, 1);
  await g.clock.pass(5);
  await g.autoscaling.send(new SetDesiredCapacityCommand({ ...web, DesiredCapacity: 2 }));
  await g.clock.pass(5);
  g.machines.hang();
  await g.autoscaling.send(new SetDesiredCapacityCommand({ ...web, DesiredCapacity: 3 }));
  await g.clock.pass(0);
  const [first = '', second = '', third = ''] = await g.members();
  const sentence = (at: string, from: number) =>
    `At 2026-11-21T08:00:${at}Z a user request explicitly set group desired capacity changing the desired capacity from ${from} to ${from + 1}.  ` +
    `At 2026-11-21T08:00:${at}Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from ${from} to ${from + 1}.`;
  t.match(await g.activities(), [
    {
      Description: `Launching a new EC2 instance: ${third}`,
      StatusCode: 'PreInService',
      Cause: sentence('10', 2),
      Progress: 0,
      Details: JSON.stringify({ 'Subnet ID': g.subnetIds[0], 'Availability Zone': 'eu-test-1a' }),
    },
    {
      Description: `Launching a new EC2 instance: ${second}`,
      StatusCode: 'Successful',
      Cause: sentence('05', 1),
      EndTime: new Date('2026-11-21T08:00:05Z'),
    },
    {
      Description: `Launching a new EC2 instance: ${first}`,
      Cause:
        /^At 2026-11-21T08:00:00Z a user request created an AutoScalingGroup changing the desired capacity from 0 to 1\./,
    },
  ]);
});

t.test('ASG-42 tags are put, replaced, found and deleted; a value has at most 256 characters', async (t) => {
  const g = await startGroup(t, 0);
  const tag = (Key: string, Value: string) => ({
    ResourceId: 'web',
    ResourceType: 'auto-scaling-group',
    Key,
    Value,
    PropagateAtLaunch: false,
  });
  const put = (Key: string, Value: string) =>
    g.autoscaling.send(new CreateOrUpdateTagsCommand({ Tags: [tag(Key, Value)] }));
  await put('bakeroll:roll', 'r-1');
  await put('bakeroll:roll', 'x'.repeat(256));
  await put('other', 'y');
  await t.rejects(put('bakeroll:roll', 'x'.repeat(257)), { name: 'ValidationError' });
  const found = async () => {
    const Filters = [{ Name: 'key', Values: ['bakeroll:roll'] }];
    return (await g.autoscaling.send(new DescribeTagsCommand({ Filters }))).Tags;
  };
  t.same(await found(), [tag('bakeroll:roll', 'x'.repeat(256))]);
  const named = new DescribeAutoScalingGroupsCommand({ Filters: [{ Name: 'tag:other', Values: ['y'] }] });
  t.match((await g.autoscaling.send(named)).AutoScalingGroups, [{ AutoScalingGroupName: 'web' }]);
  await g.autoscaling.send(new DeleteTagsCommand({ Tags: [{ ResourceId: 'web', Key: 'bakeroll:roll' }] }));
  t.same(await found(), []);
});

t.test('ASG-43 members are found by instance id; unknown ids and groups are left out', async (t) => {
  const g = await startGroup(t, 2);
  const [id = ''] = await g.members();
  const asked = { InstanceIds: [id, 'i-00000000000000000'] };
  const { AutoScalingInstances } = await g.autoscaling.send(new DescribeAutoScalingInstancesCommand(asked));
  t.match(AutoScalingInstances, [
    { InstanceId: id, AutoScalingGroupName: 'web', LifecycleState: 'InService', HealthStatus: 'HEALTHY' },
  ]);
  t.equal(AutoScalingInstances?.length, 1);
  const none = await g.autoscaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['none'] }),
  );
  t.same(none.AutoScalingGroups, []);
});

t.test('ASG-44 groups come in pages', async (t) => {
  const g = await startGroup(t, 0);
  for (const AutoScalingGroupName of ['two', 'three']) {
    const LaunchTemplate = { LaunchTemplateName: 'web' };
    const sizes = { MinSize: 0, MaxSize: 0, AvailabilityZones: ['eu-test-1a'] };
    await g.autoscaling.send(
      new CreateAutoScalingGroupCommand({ AutoScalingGroupName, LaunchTemplate, ...sizes }),
    );
  }
  const page = (NextToken?: string) =>
    g.autoscaling.send(new DescribeAutoScalingGroupsCommand({ MaxRecords: 2, NextToken }));
  const first = await page();
  t.match(first.AutoScalingGroups, [{ AutoScalingGroupName: 'web' }, { AutoScalingGroupName: 'two' }]);
  const second = await page(first.NextToken);
  t.match(second.AutoScalingGroups, [{ AutoScalingGroupName: 'three' }]);
  t.equal(second.NextToken, undefined);
  await t.rejects(page('nonsense'), { name: 'InvalidNextToken' });
});

t.test('ASG-45 a group has no warm pool, and none can be made', async (t) => {
  const g = await startGroup(t, 0);
  t.same((await g.autoscaling.send(new DescribeWarmPoolCommand(web))).Instances, []);
  const refused = {
    name: 'UnsupportedOperation',
    message: /^The local region does not model autoscaling:/,
  };
  await t.rejects(g.autoscaling.send(new PutWarmPoolCommand(web)), refused);
});

t.test(
  'ASG-46 what a group could be made with and the region has not is refused, never ignored',
  async (t) => {
    const g = await startGroup(t, 0);
    const create = (more: object) =>
      g.autoscaling.send(
        new CreateAutoScalingGroupCommand({
          AutoScalingGroupName: 'other',
          LaunchTemplate: { LaunchTemplateName: 'web' },
          MinSize: 0,
          MaxSize: 1,
          AvailabilityZones: ['eu-test-1a'],
          ...more,
        }),
      );
    const refused = (message: RegExp) => ({ name: 'ValidationError', message });
    await t.rejects(create({ HealthCheckType: 'EC2,EBS' }), refused(/health check type EBS/));
    await t.rejects(create({ MaxInstanceLifetime: 86400 }), refused(/parameter MaxInstanceLifetime/));
    await t.rejects(
      create({ AvailabilityZones: ['eu-test-1c'] }),
      refused(/Availability Zones are not valid/),
    );
    await t.rejects(create({ TargetGroupARNs: ['arn:none'] }), {
      name: /TargetGroupNotFound|ValidationError/,
    });
    await t.rejects(create({ AutoScalingGroupName: 'web' }), { name: 'AlreadyExistsFault' });
  },
);

t.test('ASG-47 protection is for members in service, at most 50 a call, all of them or none', async (t) => {
  const g = await startGroup(t, 2);
  const [first = '', second = ''] = await g.members();
  const protect = (InstanceIds: string[]) =>
    g.autoscaling.send(new SetInstanceProtectionCommand({ ...web, InstanceIds, ProtectedFromScaleIn: true }));
  await t.rejects(protect([first, 'i-00000000000000000']), {
    name: 'ValidationError',
    message: 'The instance i-00000000000000000 is not part of Auto Scaling group web.',
  });
  await t.rejects(protect(Array<string>(51).fill(first)), { name: 'ValidationError' });
  const flags = async () =>
    (await g.group()).Instances?.map(({ ProtectedFromScaleIn }) => ProtectedFromScaleIn);
  t.same(await flags(), [false, false]);
  await protect([second]);
  t.same(await flags(), [false, true]);
  g.machines.hang();
  await g.autoscaling.send(new SetDesiredCapacityCommand({ ...web, DesiredCapacity: 3 }));
  await g.clock.pass(0);
  await t.rejects(protect(await g.members('Pending')), { name: 'ValidationError' });
});
