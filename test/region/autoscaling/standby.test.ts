import {
  DeleteAutoScalingGroupCommand,
  EnterStandbyCommand,
  ExitStandbyCommand,
  PutLifecycleHookCommand,
  SetDesiredCapacityCommand,
  SuspendProcessesCommand,
  TerminateInstanceInAutoScalingGroupCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import { startGroup, type Grouped } from './scenario.ts';

const web = { AutoScalingGroupName: 'web' };

t.test('STANDBY-1 a member drains into Standby, and the desired capacity falls with it', async (t) => {
  const g = await startGroup(t, 2);
  await g.clock.pass(1);
  const [id = '', other = ''] = await g.members('InService');
  const { Activities } = await enter(g, [id], true);
  t.match(Activities, [
    {
      Description: `Moving EC2 instance to Standby: ${id}`,
      Cause: `At 2026-11-21T08:00:01Z instance ${id} was moved to standby in response to a user request, shrinking the capacity from 2 to 1.`,
      StatusCode: 'WaitingForELBConnectionDraining',
    },
  ]);
  t.equal((await g.group()).DesiredCapacity, 1);
  t.same(await g.members('EnteringStandby'), [id]);
  await g.clock.pass(29);
  t.same(await g.members('EnteringStandby'), [id]);
  await g.clock.pass(1);
  t.same(await g.members('Standby'), [id]);
  t.same(await g.members('InService'), [other]);
  t.same(await g.health(), { [other]: 'healthy' });
  t.ok(g.machines.up.has(id));
  t.match((await g.activities())[0], { StatusCode: 'Successful' });
});

t.test('STANDBY-2 without decrement another one is launched in its place', async (t) => {
  const g = await startGroup(t, 1);
  const [id = ''] = await g.members();
  const { Activities } = await enter(g, [id], false);
  t.match(Activities, [{ Cause: / was moved to standby in response to a user request\.$/ }]);
  t.same(await g.members('EnteringStandby'), [id]);
  t.equal((await g.members('InService')).length, 1);
  t.equal((await g.group()).DesiredCapacity, 1);
});

t.test('STANDBY-3 a decrement below the minimum is refused', async (t) => {
  const g = await startGroup(t, 2, { MinSize: 1 });
  const members = await g.members();
  await t.rejects(enter(g, members, true), {
    name: 'ValidationError',
    message:
      'AutoScalingGroup web has min-size=1, max-size=6, and desired-size=2. To place into standby 2 instances, please update the AutoScalingGroup sizes appropriately.',
  });
  t.same(await g.members('InService'), members);
});

t.test('STANDBY-4 a member comes back, is registered again, and the desired capacity rises', async (t) => {
  const g = await startGroup(t, 1);
  await g.autoscaling.send(
    new PutLifecycleHookCommand({
      ...web,
      LifecycleHookName: 'ready',
      LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
    }),
  );
  const id = await standing(g);
  const { Activities } = await exit(g, [id]);
  t.match(Activities, [
    {
      Description: `Moving EC2 instance out of Standby: ${id}`,
      Cause:
        / was moved out of standby in response to a user request, increasing the capacity from 0 to 1\.$/,
      StatusCode: 'PreInService',
    },
  ]);
  t.same(await g.members('InService'), [id]);
  t.equal((await g.group()).DesiredCapacity, 1);
  await g.clock.pass(1);
  t.same(await g.health(), { [id]: 'healthy' });
  const lifecycles = g.events.flatMap((event) => (event.type === 'member' ? [event.lifecycle] : []));
  t.same(lifecycles.slice(-4), ['EnteringStandby', 'Standby', 'Pending', 'InService']);
});

t.test('STANDBY-5 a member in Standby is not checked, and has its grace again afterwards', async (t) => {
  const g = await startGroup(t, 2, { HealthCheckType: 'ELB', HealthCheckGracePeriod: 60 });
  await g.clock.pass(60);
  const [id = ''] = await g.members();
  await enter(g, [id], true);
  await g.clock.pass(30);
  const address = g.region.state.ec2.instances.find((one) => one.instanceId === id)?.privateAddress;
  g.prober.answer({ kind: 'answered', status: 500 }, address);
  await g.clock.pass(600);
  await exit(g, [id]);
  await g.clock.pass(59);
  t.match((await g.health())[id], /^unhealthy/);
  t.ok((await g.members('InService')).includes(id));
  await g.clock.pass(1);
  t.same(await g.members('Terminating'), [id]);

  const [sound = ''] = await g.members('InService');
  await enter(g, [sound], true);
  await g.clock.pass(30);
  g.machines.crash(sound);
  await g.clock.pass(600);
  t.same(await g.members('Standby'), [sound]);
  await exit(g, [sound]);
  t.notOk((await g.members('InService')).includes(sound), 'found dead at once');
});

t.test('STANDBY-6 a call names 1 to 20 members in the right state, all of them or none', async (t) => {
  const g = await startGroup(t, 2);
  const [id = '', other = ''] = await g.members();
  const refused = { name: 'ValidationError' };
  await t.rejects(enter(g, [], true), refused);
  const many = Array.from({ length: 21 }, (_, n) => `i-${String(n).padStart(17, '0')}`);
  await t.rejects(enter(g, many, true), refused);
  await t.rejects(enter(g, [id, 'i-00000000000000000'], true), {
    message: 'The instance i-00000000000000000 is not part of Auto Scaling group web.',
  });
  await t.rejects(exit(g, [id]), { message: `The instance ${id} is not in Standby.` });
  t.same(await g.members('InService'), [id, other]);
  await enter(g, [id], true);
  await t.rejects(enter(g, [id], true), { message: `The instance ${id} is not in InService.` });
  await t.rejects(exit(g, [id]), { message: `The instance ${id} is not in Standby.` }, 'it still drains');
});

t.test('STANDBY-7 one that left without decrement comes back as one too many', async (t) => {
  const g = await startGroup(t, 1);
  const [id = ''] = await g.members();
  await enter(g, [id], false);
  await g.clock.pass(30);
  await exit(g, [id]);
  t.equal((await g.group()).DesiredCapacity, 2);
  t.equal((await g.members('InService')).length, 2);
});

t.test('STANDBY-8 at the maximum an exit is refused, or taken, as the switch says', async (t) => {
  const g = await startGroup(t, 2, { MaxSize: 2 });
  const [id = ''] = await g.members();
  await enter(g, [id], false);
  await g.clock.pass(30);
  await t.rejects(exit(g, [id]), {
    name: 'ValidationError',
    message:
      'AutoScalingGroup web has min-size=0, max-size=2, and desired-size=2. To bring out of standby 1 instance, please update the AutoScalingGroup sizes appropriately.',
  });
  g.region.state.switches['exit-standby-at-max'] = 'taken';
  await exit(g, [id]);
  t.equal((await g.group()).DesiredCapacity, 2);
  await g.clock.pass(30);
  t.equal((await g.members()).length, 2);
});

t.test(
  'STANDBY-9 ended with decrement, a member in Standby lowers the desired capacity or not',
  async (t) => {
    for (const [choice, desired] of [
      ['lowered', 0],
      ['kept', 1],
    ] as const) {
      const g = await startGroup(t, 2);
      g.region.state.switches['standby-ended-with-decrement'] = choice;
      const id = await standing(g);
      await end(g, id, true);
      t.equal((await g.group()).DesiredCapacity, desired, choice);
      t.notOk(g.machines.up.has(id));
      t.equal((await g.members('InService')).length, desired);
    }
  },
);

t.test('STANDBY-9 ended without decrement, a member in Standby is not replaced, or is', async (t) => {
  for (const [choice, desired] of [
    ['not-replaced', 1],
    ['replaced', 2],
  ] as const) {
    const g = await startGroup(t, 2);
    g.region.state.switches['standby-ended-without-decrement'] = choice;
    const id = await standing(g);
    await end(g, id, false);
    t.equal((await g.group()).DesiredCapacity, desired, choice);
    t.notOk(g.machines.up.has(id));
    t.equal((await g.members('InService')).length, desired);
  }
});

t.test('STANDBY-10 neither scale-in nor a plain delete takes a member in Standby', async (t) => {
  const g = await startGroup(t, 2);
  const id = await standing(g);
  await g.autoscaling.send(new SetDesiredCapacityCommand({ ...web, DesiredCapacity: 0 }));
  await g.clock.pass(100);
  t.same(await g.members(), [id]);
  await t.rejects(g.autoscaling.send(new DeleteAutoScalingGroupCommand(web)), { name: 'ResourceInUseFault' });
  await g.autoscaling.send(new DeleteAutoScalingGroupCommand({ ...web, ForceDelete: true }));
  await g.clock.pass(0);
  t.notOk(g.machines.up.has(id));
});

t.test('STANDBY-11 zones are balanced over those that serve', async (t) => {
  const g = await startGroup(t, 4);
  const [first = '', second = '', third = ''] = await g.members();
  t.same([first, second, third].map((id) => g.zoneOf(id)).join(''), 'aba');
  await enter(g, [first, third], true);
  await g.clock.pass(60);
  t.same((await g.members('InService')).map((id) => g.zoneOf(id)).toSorted(), ['a', 'b']);
});

t.test('STANDBY-12 while Launch is suspended nothing comes out of Standby', async (t) => {
  const g = await startGroup(t, 1);
  const id = await standing(g);
  await g.autoscaling.send(new SuspendProcessesCommand({ ...web, ScalingProcesses: ['Launch'] }));
  await t.rejects(exit(g, [id]), { name: 'ValidationError' });
  t.same(await g.members('Standby'), [id]);
});

t.test('STANDBY-13 where Standby counts towards the maximum it leaves no room for another', async (t) => {
  const g = await startGroup(t, 2, { MaxSize: 2 });
  g.region.state.switches['standby-in-max'] = 'counted';
  const [id = ''] = await g.members();
  await enter(g, [id], false);
  await g.clock.pass(30);
  t.equal((await g.members()).length, 2);
  await g.autoscaling.send(new UpdateAutoScalingGroupCommand({ ...web, MaxSize: 3 }));
  await g.clock.pass(0);
  t.equal((await g.members('InService')).length, 2);
});

async function enter(g: Grouped, InstanceIds: string[], ShouldDecrementDesiredCapacity: boolean) {
  const asked = { ...web, InstanceIds, ShouldDecrementDesiredCapacity };
  const answer = await g.autoscaling.send(new EnterStandbyCommand(asked));
  await g.clock.pass(0);
  return answer;
}

async function exit(g: Grouped, InstanceIds: string[]) {
  const answer = await g.autoscaling.send(new ExitStandbyCommand({ ...web, InstanceIds }));
  await g.clock.pass(0);
  return answer;
}

/** The first member, which stands by from now on. */
async function standing(g: Grouped): Promise<string> {
  const [id = ''] = await g.members();
  await enter(g, [id], true);
  await g.clock.pass(30);
  return id;
}

async function end(g: Grouped, InstanceId: string, ShouldDecrementDesiredCapacity: boolean) {
  const asked = { InstanceId, ShouldDecrementDesiredCapacity };
  await g.autoscaling.send(new TerminateInstanceInAutoScalingGroupCommand(asked));
  await g.clock.pass(60);
}
