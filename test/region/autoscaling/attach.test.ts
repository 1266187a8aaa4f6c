import {
  AttachInstancesCommand,
  DetachInstancesCommand,
  EnterStandbyCommand,
  PutLifecycleHookCommand,
  SetInstanceProtectionCommand,
  SuspendProcessesCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { StopInstancesCommand } from '@aws-sdk/client-ec2';
import t from 'tap';

import { startGroup, type Grouped } from './scenario.ts';

const web = { AutoScalingGroupName: 'web' };

t.test('ATTACH-1 running instances come into service, and the desired capacity rises by them', async (t) => {
  const g = await startGroup(t, 1);
  await g.autoscaling.send(
    new PutLifecycleHookCommand({
      ...web,
      LifecycleHookName: 'ready',
      LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
    }),
  );
  const id = await runInstance(g);
  await attach(g, [id]);
  t.equal((await g.group()).DesiredCapacity, 2);
  t.equal((await g.members('InService'))[1], id);
  t.match((await g.activities())[0], {
    Description: `Attaching an existing EC2 instance: ${id}`,
    Cause: /an instance was added in response to user request\. Keeping the capacity at the new 2\.$/,
    StatusCode: 'Successful',
  });
  await g.clock.pass(1);
  t.equal((await g.health())[id], 'healthy');
});

t.test('ATTACH-2 what cannot be attached is refused, and with it all others of the call', async (t) => {
  const g = await startGroup(t, 1);
  const [member = ''] = await g.members();
  const good = await runInstance(g);
  const refused = async (bad: string, message: RegExp | string) => {
    await t.rejects(attach(g, [good, bad]), { name: 'ValidationError', message });
    t.same(await g.members(), [member]);
  };
  await refused('i-00000000000000000', /i-00000000000000000/);
  await refused(member, `The Instance: ${member} is already part of AutoScalingGroup:web`);
  const stopped = await runInstance(g);
  await g.ec2.send(new StopInstancesCommand({ InstanceIds: [stopped] }));
  await g.clock.pass(0);
  await refused(stopped, /is not in the running state/);
  g.region.state.ec2.images.splice(0);
  await refused(good, /^The AMI ID ami-[0-9a-f]+ of the Instance: .* does not exist$/);
});

t.test('ATTACH-3 nothing is attached beyond the maximum, or while Launch is suspended', async (t) => {
  const g = await startGroup(t, 1, { MaxSize: 1 });
  const id = await runInstance(g);
  await t.rejects(attach(g, [id]), {
    name: 'ValidationError',
    message:
      'AutoScalingGroup web has min-size=0, max-size=1, and desired-size=1. To attach 1 instance, please update the AutoScalingGroup sizes appropriately.',
  });
  const other = await startGroup(t, 0);
  const another = await runInstance(other);
  await other.autoscaling.send(new SuspendProcessesCommand({ ...web, ScalingProcesses: ['Launch'] }));
  await t.rejects(attach(other, [another]), { name: 'ValidationError' });
});

t.test('ATTACH-4 a detached member drains, and its instance runs on by itself', async (t) => {
  const g = await startGroup(t, 2);
  await g.clock.pass(1);
  const [id = '', other = ''] = await g.members();
  const { Activities } = await detach(g, [id], true);
  t.match(Activities, [
    {
      Description: `Detaching EC2 instance: ${id}`,
      Cause: `At 2026-11-21T08:00:01Z instance ${id} was detached in response to a user request, shrinking the capacity from 2 to 1.`,
      StatusCode: 'WaitingForELBConnectionDraining',
    },
  ]);
  t.same(await g.members('Detaching'), [id]);
  await g.clock.pass(30);
  t.same(await g.members(), [other]);
  t.ok(g.machines.up.has(id));
  const instance = g.region.state.ec2.instances.find((one) => one.instanceId === id);
  t.same(instance?.tags['aws:autoscaling:groupName'], undefined);
  t.match(g.told('member').at(-1), { instanceId: id, lifecycle: 'Detached' });
  t.match((await g.activities())[0], { StatusCode: 'Successful' });
});

t.test('ATTACH-5 without decrement another is launched; below the minimum none is detached', async (t) => {
  const g = await startGroup(t, 1, { MinSize: 1 });
  const [id = ''] = await g.members();
  await t.rejects(detach(g, [id], true), {
    name: 'ValidationError',
    message:
      'AutoScalingGroup web has min-size=1, max-size=6, and desired-size=1. To detach 1 instance, please update the AutoScalingGroup sizes appropriately.',
  });
  await detach(g, [id], false);
  await g.clock.pass(30);
  const members = await g.members('InService');
  t.equal(members.length, 1);
  t.notSame(members, [id]);
});

t.test('ATTACH-6 a detached member comes back without its protection', async (t) => {
  const g = await startGroup(t, 1);
  const [id = ''] = await g.members();
  const asked = { ...web, InstanceIds: [id], ProtectedFromScaleIn: true };
  await g.autoscaling.send(new SetInstanceProtectionCommand(asked));
  await detach(g, [id], true);
  await g.clock.pass(30);
  await attach(g, [id]);
  t.match((await g.group()).Instances, [
    { InstanceId: id, ProtectedFromScaleIn: false, LaunchTemplate: { Version: '1' } },
  ]);
});

t.test('ATTACH-7 detaching from Standby with decrement ends one that serves', async (t) => {
  const g = await startGroup(t, 2);
  const [id = '', other = ''] = await g.members();
  const aside = { ...web, InstanceIds: [id], ShouldDecrementDesiredCapacity: true };
  await g.autoscaling.send(new EnterStandbyCommand(aside));
  await g.clock.pass(30);
  await detach(g, [id], true);
  t.equal((await g.group()).DesiredCapacity, 0);
  t.same(await g.members('Terminating'), [other]);
  t.ok(g.machines.up.has(id));
});

t.test('ATTACH-8 what is on its way out is neither ended nor detached again', async (t) => {
  const g = await startGroup(t, 2);
  await g.clock.pass(1);
  const [id = ''] = await g.members();
  await detach(g, [id], true);
  await t.rejects(detach(g, [id], true), { message: `The instance ${id} is not in InService or Standby.` });
  const end = { InstanceId: id, ShouldDecrementDesiredCapacity: true };
  await t.rejects(g.autoscaling.send(new TerminateInstanceInAutoScalingGroupCommand(end)), {
    name: 'ScalingActivityInProgressFault',
  });
  t.equal((await g.group()).DesiredCapacity, 1);
});

/** An instance of its own, that runs. */
async function runInstance(g: Grouped): Promise<string> {
  const { instanceId } = g.runInstance(g.subnetIds[1]);
  await g.clock.pass(0);
  return instanceId;
}

async function attach(g: Grouped, InstanceIds: string[]) {
  await g.autoscaling.send(new AttachInstancesCommand({ ...web, InstanceIds }));
  await g.clock.pass(0);
}

async function detach(g: Grouped, InstanceIds: string[], ShouldDecrementDesiredCapacity: boolean) {
  const asked = { ...web, InstanceIds, ShouldDecrementDesiredCapacity };
  const answer = await g.autoscaling.send(new DetachInstancesCommand(asked));
  await g.clock.pass(0);
  return answer;
}
