import {
  DeleteAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  SetInstanceProtectionCommand,
  TerminateInstanceInAutoScalingGroupCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import { startGroup, type Grouped } from './scenario.ts';

t.test('ASG-10 a member ended by id drains first, and only then is its instance terminated', async (t) => {
  const g = await startGroup(t, 2);
  await g.clock.pass(1);
  const [id = '', other = ''] = await g.members('InService');
  const { Activity } = await end(g, id, true);
  t.match(Activity, {
    Description: `Terminating EC2 instance: ${id}`,
    Cause: `At 2026-11-21T08:00:01Z instance ${id} was taken out of service in response to a user request, shrinking the capacity from 2 to 1.`,
    StatusCode: 'WaitingForELBConnectionDraining',
  });
  t.equal((await g.group()).DesiredCapacity, 1);
  t.same(await g.health(), { [id]: 'draining Target.DeregistrationInProgress', [other]: 'healthy' });
  await g.clock.pass(29);
  t.ok(g.machines.up.has(id), 'the delay is 30 s');
  t.same(await g.members('Terminating'), [id]);
  await g.clock.pass(1);
  t.notOk(g.machines.up.has(id));
  t.same(await g.members(), [other]);
  t.match((await g.activities())[0], {
    ActivityId: Activity?.ActivityId,
    StatusCode: 'Successful',
    Progress: 100,
  });
});

t.test('ASG-11 without decrement the replacement is launched when the ended one is gone', async (t) => {
  const g = await startGroup(t, 1);
  await g.clock.pass(1);
  const [id = ''] = await g.members('InService');
  await end(g, id, false);
  await g.clock.pass(29);
  t.same(await g.members(), [id]);
  await g.clock.pass(1);
  const [replacement = ''] = await g.members('InService');
  t.not(replacement, id);
  t.equal((await g.group()).DesiredCapacity, 1);
});

t.test('ASG-12 a decrement below the minimum is refused', async (t) => {
  const g = await startGroup(t, 2, { MinSize: 2 });
  const [id = ''] = await g.members('InService');
  await t.rejects(end(g, id, true), {
    name: 'ValidationError',
    message:
      "Currently, desiredSize equals minSize (2). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.",
  });
  t.same(await g.members('Terminating'), []);
});

t.test('ASG-13 protection does not stop an end by id', async (t) => {
  const g = await startGroup(t, 1);
  const [id = ''] = await g.members('InService');
  const asked = { AutoScalingGroupName: 'web', InstanceIds: [id], ProtectedFromScaleIn: true };
  await g.autoscaling.send(new SetInstanceProtectionCommand(asked));
  await end(g, id, true);
  t.same(await g.members('Terminating'), [id]);
});

t.test(
  'ASG-14 an end that is under way is not begun again, and the capacity is not lowered twice',
  async (t) => {
    const g = await startGroup(t, 3);
    await g.clock.pass(1);
    const [id = ''] = await g.members('InService');
    await end(g, id, true);
    await t.rejects(end(g, id, true), { name: 'ScalingActivityInProgressFault' });
    t.equal((await g.group()).DesiredCapacity, 2);
    await t.rejects(end(g, 'i-00000000000000000', true), {
      name: 'ValidationError',
      message: /^Instance Id not found/,
    });
  },
);

t.test(
  'ASG-15 a group with members is not deleted; with ForceDelete its instances end without draining',
  async (t) => {
    const g = await startGroup(t, 2);
    await g.clock.pass(1);
    await t.rejects(g.autoscaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName: 'web' })), {
      name: 'ResourceInUseFault',
    });
    await g.autoscaling.send(
      new DeleteAutoScalingGroupCommand({ AutoScalingGroupName: 'web', ForceDelete: true }),
    );
    await g.clock.pass(0);
    t.equal(g.machines.up.size, 0);
    const { AutoScalingGroups } = await g.autoscaling.send(new DescribeAutoScalingGroupsCommand({}));
    t.same(AutoScalingGroups, []);
  },
);

t.test('ASG-16 an empty group is deleted once its last member is gone', async (t) => {
  const g = await startGroup(t, 1);
  await g.clock.pass(1);
  await g.autoscaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: 'web', MaxSize: 0 }));
  await g.clock.pass(0);
  const remove = () => g.autoscaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName: 'web' }));
  await t.rejects(remove(), { name: 'ScalingActivityInProgressFault' });
  await g.clock.pass(30);
  await t.resolves(remove());
  await g.clock.pass(0);
  await t.rejects(remove(), { name: 'ValidationError', message: /^AutoScalingGroup name not found/ });
});

t.test('ASG-17 the event log has each change of a member once', async (t) => {
  const g = await startGroup(t, 1);
  await g.clock.pass(1);
  const [instanceId = ''] = await g.members();
  await end(g, instanceId, true);
  await g.clock.pass(100);
  const { imageId, zone } = g.region.state.ec2.instances[0] ?? {};
  t.same(
    g.told('member'),
    ['Pending', 'InService', 'Terminating', 'Terminated'].map((lifecycle) => ({
      group: 'web',
      instanceId,
      imageId,
      lifecycle,
      zone,
      version: 1,
    })),
  );
  const targetGroup = g.targetGroupArn;
  t.same(g.told('target'), [
    { targetGroup, instanceId, state: 'initial', reason: 'Elb.RegistrationInProgress' },
    { targetGroup, instanceId, state: 'initial', reason: 'Elb.InitialHealthChecking' },
    { targetGroup, instanceId, state: 'healthy' },
    { targetGroup, instanceId, state: 'draining', reason: 'Target.DeregistrationInProgress' },
    { targetGroup, instanceId, state: 'unused', reason: 'Target.NotRegistered' },
  ]);
});

async function end(g: Grouped, InstanceId: string, ShouldDecrementDesiredCapacity: boolean) {
  const answer = await g.autoscaling.send(
    new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity }),
  );
  await g.clock.pass(0);
  return answer;
}
