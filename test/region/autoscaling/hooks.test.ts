import {
  CompleteLifecycleActionCommand,
  DeleteAutoScalingGroupCommand,
  DeleteLifecycleHookCommand,
  DescribeLifecycleHooksCommand,
  DescribeLifecycleHookTypesCommand,
  PutLifecycleHookCommand,
  RecordLifecycleActionHeartbeatCommand,
  SetDesiredCapacityCommand,
  type PutLifecycleHookType,
} from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import { startGroup, type Grouped } from './scenario.ts';

const web = { AutoScalingGroupName: 'web' };
const LAUNCHING = 'autoscaling:EC2_INSTANCE_LAUNCHING';
const TERMINATING = 'autoscaling:EC2_INSTANCE_TERMINATING';

t.test('HOOK-1 a hook holds a launched member out of service until its action is continued', async (t) => {
  const g = await startGroup(t, 0);
  await put(g, { LifecycleHookName: 'ready', LifecycleTransition: LAUNCHING });
  await setDesired(g, 1);
  const [id = ''] = await g.members('Pending:Wait');
  t.match((await g.activities())[0], { StatusCode: 'MidLifecycleAction' });
  t.same(await g.health(), {}, 'it is in no target group');
  await complete(g, 'ready', { InstanceId: id }, 'CONTINUE');
  t.same(await g.members('InService'), [id]);
  t.match((await g.activities())[0], { StatusCode: 'Successful' });
  t.same(Object.keys(await g.health()), [id]);
  t.same(lifecycles(g), ['Pending', 'Pending:Wait', 'Pending:Proceed', 'InService']);
});

t.test('HOOK-2 an abandoned launch is ended, said with its token, and tried again', async (t) => {
  const g = await startGroup(t, 0);
  await put(g, { LifecycleHookName: 'ready', LifecycleTransition: LAUNCHING });
  await setDesired(g, 1);
  const [id = ''] = await g.members('Pending:Wait');
  const LifecycleActionToken = tokenOf(g, id, 'ready');
  await complete(g, 'ready', { LifecycleActionToken }, 'ABANDON');
  const text = `Instance failed to complete user's Lifecycle Action: Lifecycle Action with token ${LifecycleActionToken} was abandoned: Lifecycle Action Completed with ABANDON Result`;
  t.match((await g.activities())[0], {
    Description: `Launching a new EC2 instance: ${id}.  Status Reason: ${text}`,
    StatusCode: 'Cancelled',
    StatusMessage: text,
  });
  t.notOk(g.machines.up.has(id));
  await g.clock.pass(10);
  const [again] = await g.members('Pending:Wait');
  t.ok(again);
  t.not(again, id);
});

t.test(
  'HOOK-3 an action that nobody completes comes to the default result of its hook, at first ABANDON',
  async (t) => {
    const g = await startGroup(t, 0);
    await put(g, { LifecycleHookName: 'ready', LifecycleTransition: LAUNCHING, HeartbeatTimeout: 30 });
    await setDesired(g, 1);
    const [id = ''] = await g.members('Pending:Wait');
    await g.clock.pass(29);
    t.same(await g.members('Pending:Wait'), [id]);
    await g.clock.pass(1);
    t.match((await g.activities())[0], {
      StatusCode: 'Cancelled',
      StatusMessage: /was abandoned: Heartbeat Timeout$/,
    });
    await put(g, { LifecycleHookName: 'ready', DefaultResult: 'CONTINUE' });
    await g.clock.pass(10);
    t.equal((await g.members('Pending:Wait')).length, 1);
    await g.clock.pass(30);
    t.equal((await g.members('InService')).length, 1);
  },
);

t.test('HOOK-4 a heartbeat begins the time anew, up to a hundred times the heartbeat timeout', async (t) => {
  const g = await startGroup(t, 0);
  await put(g, { LifecycleHookName: 'ready', LifecycleTransition: LAUNCHING, HeartbeatTimeout: 30 });
  await setDesired(g, 1);
  const [id = ''] = await g.members('Pending:Wait');
  const beat = () =>
    g.autoscaling.send(
      new RecordLifecycleActionHeartbeatCommand({ ...web, LifecycleHookName: 'ready', InstanceId: id }),
    );
  for (let second = 20; second < 3000; second += 20) {
    await g.clock.pass(20);
    await beat();
  }
  t.same(await g.members('Pending:Wait'), [id]);
  await g.clock.pass(20);
  t.notSame(await g.members(), [id]);
  await t.rejects(beat(), {
    name: 'ValidationError',
    message: `No active Lifecycle Action found with instance ID ${id}`,
  });
});

t.test('HOOK-5 a member that ends drains first, and is held by its hooks then', async (t) => {
  const g = await startGroup(t, 1);
  await g.clock.pass(1);
  const [id = ''] = await g.members('InService');
  await put(g, { LifecycleHookName: 'bye', LifecycleTransition: TERMINATING });
  await setDesired(g, 0);
  t.match((await g.activities())[0], { StatusCode: 'WaitingForELBConnectionDraining' });
  t.same(await g.members('Terminating'), [id]);
  await g.clock.pass(30);
  t.same(await g.members('Terminating:Wait'), [id]);
  t.match((await g.activities())[0], { StatusCode: 'MidLifecycleAction' });
  t.same(await g.health(), {});
  t.ok(g.machines.up.has(id));
  await complete(g, 'bye', { InstanceId: id }, 'CONTINUE');
  t.notOk(g.machines.up.has(id));
  t.same(lifecycles(g).slice(2), ['Terminating', 'Terminating:Wait', 'Terminating:Proceed', 'Terminated']);
});

t.test('HOOK-6 an abandoned end is an end all the same, and asks no other hook', async (t) => {
  const g = await startGroup(t, 1);
  const [id = ''] = await g.members();
  for (const name of ['one', 'two']) {
    await put(g, { LifecycleHookName: name, LifecycleTransition: TERMINATING });
  }
  await setDesired(g, 0);
  await g.clock.pass(30);
  await complete(g, 'one', { InstanceId: id }, 'ABANDON');
  t.same(await g.members(), []);
});

t.test('HOOK-7 hooks of one transition hold a member side by side, until the last continues', async (t) => {
  const g = await startGroup(t, 0);
  for (const name of ['one', 'two']) {
    await put(g, { LifecycleHookName: name, LifecycleTransition: LAUNCHING });
  }
  await setDesired(g, 1);
  const [id = ''] = await g.members('Pending:Wait');
  await complete(g, 'one', { InstanceId: id }, 'CONTINUE');
  t.same(await g.members('Pending:Wait'), [id]);
  await t.rejects(complete(g, 'one', { InstanceId: id }, 'CONTINUE'), { name: 'ValidationError' });
  await complete(g, 'two', { InstanceId: id }, 'CONTINUE');
  t.same(await g.members('InService'), [id]);
});

t.test('HOOK-8 a deleted hook abandons the launches that it holds, and lets ends go on', async (t) => {
  const g = await startGroup(t, 1);
  const [old = ''] = await g.members();
  await put(g, { LifecycleHookName: 'bye', LifecycleTransition: TERMINATING });
  await put(g, { LifecycleHookName: 'ready', LifecycleTransition: LAUNCHING });
  await setDesired(g, 0);
  await g.clock.pass(30);
  await setDesired(g, 1);
  const [young = ''] = await g.members('Pending:Wait');
  const remove = async (LifecycleHookName: string) => {
    await g.autoscaling.send(new DeleteLifecycleHookCommand({ ...web, LifecycleHookName }));
    await g.clock.pass(0);
  };
  await remove('bye');
  t.same(await g.members(), [young]);
  t.notOk(g.machines.up.has(old));
  await remove('ready');
  t.same(await g.members(), []);
  t.match((await g.activities())[0], { StatusCode: 'Cancelled' });
  await t.rejects(remove('ready'), { name: 'ValidationError' });
});

t.test('HOOK-9 a group can be made with hooks: its first members are held already', async (t) => {
  const hook = { LifecycleHookName: 'ready', LifecycleTransition: LAUNCHING };
  const g = await startGroup(t, 2, { LifecycleHookSpecificationList: [hook] });
  t.equal((await g.members('Pending:Wait')).length, 2);
});

t.test("HOOK-10 hooks are described with AWS's defaults, and changed by their names", async (t) => {
  const g = await startGroup(t, 0);
  await put(g, { LifecycleHookName: 'ready', LifecycleTransition: LAUNCHING });
  await put(g, {
    LifecycleHookName: 'bye',
    LifecycleTransition: TERMINATING,
    HeartbeatTimeout: 300,
    NotificationMetadata: 'm',
  });
  const described = async (LifecycleHookNames?: string[]) =>
    (await g.autoscaling.send(new DescribeLifecycleHooksCommand({ ...web, LifecycleHookNames })))
      .LifecycleHooks;
  const ready = { ...web, LifecycleHookName: 'ready', LifecycleTransition: LAUNCHING };
  t.same(await described(['ready']), [
    { ...ready, HeartbeatTimeout: 3600, GlobalTimeout: 172_800, DefaultResult: 'ABANDON' },
  ]);
  t.match(await described(), [
    {},
    { HeartbeatTimeout: 300, GlobalTimeout: 30_000, NotificationMetadata: 'm' },
  ]);
  await put(g, { LifecycleHookName: 'bye', HeartbeatTimeout: 60 });
  t.match(await described(['bye']), [
    { LifecycleTransition: TERMINATING, HeartbeatTimeout: 60, NotificationMetadata: 'm' },
  ]);
  const { LifecycleHookTypes } = await g.autoscaling.send(new DescribeLifecycleHookTypesCommand({}));
  t.same(LifecycleHookTypes, [LAUNCHING, TERMINATING]);
});

t.test('HOOK-11 what is no hook is refused, and so is what it would notify', async (t) => {
  const g = await startGroup(t, 0);
  const ready = { LifecycleHookName: 'ready', LifecycleTransition: LAUNCHING };
  const refused = { name: 'ValidationError' };
  await t.rejects(put(g, { LifecycleHookName: 'ready' }), refused);
  await t.rejects(put(g, { ...ready, LifecycleHookName: 'no hook' }), refused);
  await t.rejects(put(g, { ...ready, LifecycleTransition: 'autoscaling:NEVER' }), refused);
  await t.rejects(put(g, { ...ready, HeartbeatTimeout: 29 }), refused);
  await t.rejects(put(g, { ...ready, HeartbeatTimeout: 7201 }), refused);
  await t.rejects(put(g, { ...ready, DefaultResult: 'RETRY' }), refused);
  await t.rejects(put(g, { ...ready, NotificationTargetARN: 'arn:aws:sns:eu-test-1:0:t' }), {
    message: /NotificationTargetARN/,
  });
  for (let n = 0; n < 50; n += 1) await put(g, { ...ready, LifecycleHookName: `hook-${n}` });
  await t.rejects(put(g, ready), { name: 'LimitExceededFault' });
});

t.test('HOOK-12 an action is named by token or instance, and given CONTINUE or ABANDON', async (t) => {
  const g = await startGroup(t, 0);
  await put(g, { LifecycleHookName: 'ready', LifecycleTransition: LAUNCHING });
  await setDesired(g, 1);
  const [InstanceId] = await g.members('Pending:Wait');
  const refused = { name: 'ValidationError' };
  await t.rejects(complete(g, 'ready', {}, 'CONTINUE'), refused);
  await t.rejects(complete(g, 'ready', { InstanceId }, 'RETRY'), refused);
  await t.rejects(complete(g, 'other', { InstanceId }, 'CONTINUE'), refused);
  const LifecycleActionToken = '00000000-0000-4000-8000-000000000000';
  await t.rejects(complete(g, 'ready', { LifecycleActionToken }, 'CONTINUE'), {
    message: `No active Lifecycle Action found with token ${LifecycleActionToken}`,
  });
  t.same(await g.members('Pending:Wait'), [InstanceId]);
});

t.test('HOOK-13 with ForceDelete no hook is asked', async (t) => {
  const g = await startGroup(t, 2);
  await put(g, { LifecycleHookName: 'bye', LifecycleTransition: TERMINATING });
  await g.autoscaling.send(new DeleteAutoScalingGroupCommand({ ...web, ForceDelete: true }));
  await g.clock.pass(0);
  t.equal(g.machines.up.size, 0);
});

async function put(g: Grouped, hook: Omit<PutLifecycleHookType, 'AutoScalingGroupName'>) {
  await g.autoscaling.send(new PutLifecycleHookCommand({ ...web, ...hook }));
}

async function setDesired(g: Grouped, DesiredCapacity: number) {
  await g.autoscaling.send(new SetDesiredCapacityCommand({ ...web, DesiredCapacity }));
  await g.clock.pass(0);
}

async function complete(
  g: Grouped,
  LifecycleHookName: string,
  named: { InstanceId?: string | undefined; LifecycleActionToken?: string },
  LifecycleActionResult: string,
) {
  const asked = { ...web, LifecycleHookName, LifecycleActionResult, ...named };
  await g.autoscaling.send(new CompleteLifecycleActionCommand(asked));
  await g.clock.pass(0);
}

function lifecycles(g: Grouped): string[] {
  return g.events.flatMap((event) => (event.type === 'member' ? [event.lifecycle] : []));
}

/** As the event log tells it. */
function tokenOf(g: Grouped, instanceId: string, hook: string): string {
  const held = g.events.find(
    (event) => event.type === 'member' && event.instanceId === instanceId && event.tokens !== undefined,
  );
  return held?.type === 'member' ? (held.tokens?.[hook] ?? '') : '';
}
