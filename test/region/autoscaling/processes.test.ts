import {
  ResumeProcessesCommand,
  SetDesiredCapacityCommand,
  SuspendProcessesCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import t, { type Test } from 'tap';

import { startGroup, type Grouped } from './scenario.ts';

t.test('ASG-34 with Launch suspended nothing is launched until it is resumed', async (t) => {
  const g = await startGroup(t, 1);
  await suspend(g, 'Launch');
  await setDesired(g, 3);
  await g.clock.pass(600);
  t.equal((await g.members()).length, 1);
  await resume(g, 'Launch');
  t.equal((await g.members()).length, 3);
});

t.test('ASG-35 with Terminate suspended neither scale-in nor replacement ends a member', async (t) => {
  const g = await startGroup(t, 3);
  const [dead = ''] = await g.members();
  await suspend(g, 'Terminate', 'AZRebalance');
  g.machines.crash(dead);
  await setDesired(g, 2);
  await g.clock.pass(600);
  t.equal((await g.members('InService')).length, 3);
});

t.test('ASG-36 with AddToLoadBalancer suspended members serve unregistered, on resume too', async (t) => {
  const g = await startGroup(t, 1);
  await suspend(g, 'AddToLoadBalancer');
  await setDesired(g, 2);
  const [first = '', second = ''] = await g.members('InService');
  t.ok(second);
  await resume(g, 'AddToLoadBalancer');
  await g.clock.pass(100);
  t.same(await g.health(), { [first]: 'healthy' });
});

t.test(
  'ASG-37 zones two apart are balanced by a launch first, and an end when that member serves',
  async (t) => {
    const g = await unbalanced(t);
    const whileBooting = await unbalanced(t);
    whileBooting.machines.hang();
    await resume(whileBooting, 'AZRebalance');
    t.same(
      (await whileBooting.group()).Instances?.map(({ LifecycleState }) => LifecycleState),
      ['InService', 'InService', 'Pending'],
    );
    await resume(g, 'AZRebalance');
    const members = await g.members();
    t.equal(members.length, 3);
    t.equal(g.zoneOf(members[2] ?? ''), 'b');
    t.equal((await g.members('Terminating')).length, 1);
    t.equal((await g.group()).DesiredCapacity, 2);
    const causes = (await g.activities()).map(({ Cause }) => Cause);
    t.ok(
      causes.some((cause) => cause?.includes('to balance instances in zones eu-test-1b with other zones')),
    );
    await g.clock.pass(30);
    t.same((await g.members('InService')).map((id) => g.zoneOf(id)).toSorted(), ['a', 'b']);
  },
);

t.test('ASG-38 with AZRebalance suspended zones stay as they are', async (t) => {
  const g = await unbalanced(t);
  await g.clock.pass(600);
  t.same(
    (await g.members('InService')).map((id) => g.zoneOf(id)),
    ['a', 'a'],
  );
});

t.test(
  'ASG-39 suspending names the processes, all where none is named; an unknown one is refused',
  async (t) => {
    const g = await startGroup(t, 0);
    await suspend(g, 'Launch');
    t.match((await g.group()).SuspendedProcesses, [
      { ProcessName: 'Launch', SuspensionReason: 'User suspended at 2026-11-21T08:00:00.000Z' },
    ]);
    await suspend(g);
    t.equal((await g.group()).SuspendedProcesses?.length, 9);
    await resume(g, 'Launch');
    t.equal((await g.group()).SuspendedProcesses?.length, 8);
    await resume(g);
    t.same((await g.group()).SuspendedProcesses, []);
    await t.rejects(suspend(g, 'Dance'), { name: 'ValidationError' });
  },
);

/** Two members in zone a, none in zone b, and AZRebalance suspended. */
async function unbalanced(t: Test): Promise<Grouped> {
  const g = await startGroup(t, 3);
  await suspend(g, 'AZRebalance');
  const inB = (await g.members()).find((id) => g.zoneOf(id) === 'b');
  await g.autoscaling.send(
    new TerminateInstanceInAutoScalingGroupCommand({ InstanceId: inB, ShouldDecrementDesiredCapacity: true }),
  );
  await g.clock.pass(30);
  return g;
}

async function setDesired(g: Grouped, DesiredCapacity: number): Promise<void> {
  await g.autoscaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: 'web', DesiredCapacity }));
  await g.clock.pass(0);
}

async function suspend(g: Grouped, ...ScalingProcesses: string[]): Promise<void> {
  await g.autoscaling.send(new SuspendProcessesCommand({ AutoScalingGroupName: 'web', ScalingProcesses }));
}

async function resume(g: Grouped, ...ScalingProcesses: string[]): Promise<void> {
  await g.autoscaling.send(new ResumeProcessesCommand({ AutoScalingGroupName: 'web', ScalingProcesses }));
  await g.clock.pass(0);
}
