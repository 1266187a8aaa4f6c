import {
  AttachLoadBalancerTargetGroupsCommand,
  SetDesiredCapacityCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import { startRefreshed, type Refreshed } from './refresh-scenario.ts';

t.test(
  'REFRESH-1 members are replaced one after the other, each time when the last replacement is warm',
  async (t) => {
    const g = await startRefreshed(t, 3);
    await g.start();
    t.same(await g.serving(), ['1', '1', '2'], 'its replacement is launched as one is ended');
    t.match(await g.refresh(), { Status: 'InProgress', PercentageComplete: 0, InstancesToUpdate: 2 });
    await g.clock.pass(9);
    t.same(await g.serving(), ['1', '1', '2']);
    await g.clock.pass(1);
    t.same(await g.serving(), ['1', '2', '2']);
    t.match(await g.refresh(), { PercentageComplete: 33, InstancesToUpdate: 1 });
    await g.clock.pass(20);
    t.same(await g.serving(), ['2', '2', '2']);
    t.match(await g.refresh(), { Status: 'InProgress', PercentageComplete: 100, InstancesToUpdate: 0 });
    await g.clock.pass(20);
    t.match(await g.refresh(), {
      Status: 'Successful',
      StartTime: new Date('2026-11-21T08:00:01Z'),
      EndTime: new Date('2026-11-21T08:00:51Z'),
    });
  },
);

t.test('REFRESH-2 without MaxHealthyPercentage a group of one has none for a while', async (t) => {
  const g = await startRefreshed(t, 1);
  g.machines.hang();
  await g.start({ MinHealthyPercentage: 100 });
  t.same(await g.fleet(), ['2 Pending']);
  t.match(await g.refresh(), {
    StatusReason: /^Waiting for remaining instances to be available\. For example: i-/,
    Preferences: { MinHealthyPercentage: 100, InstanceWarmup: 10, ScaleInProtectedInstances: 'Wait' },
  });
  const other = await startRefreshed(t, 20, { MaxSize: 20 });
  await other.start();
  t.equal(
    (await other.refresh()).InstancesToUpdate,
    18,
    'of more than one a tenth, rounded down, may be missing',
  );
});

t.test('REFRESH-3 with a MaxHealthyPercentage above 100 the replacement is launched first', async (t) => {
  const g = await startRefreshed(t, 2, { MaxSize: 2 });
  await g.start({ MinHealthyPercentage: 100, MaxHealthyPercentage: 150 });
  t.same(await g.serving(), ['1', '1', '2'], 'beyond MaxSize');
  t.equal((await g.refresh()).InstancesToUpdate, 2);
  await g.clock.pass(10);
  t.same(await g.serving(), ['1', '2', '2']);
  await g.clock.pass(10);
  t.same(await g.serving(), ['2', '2']);
  t.equal((await g.group()).DesiredCapacity, 2);
});

t.test('REFRESH-4 a MaxHealthyPercentage of 100 that is said is another one than none', async (t) => {
  const g = await startRefreshed(t, 2);
  await g.start({ MinHealthyPercentage: 100, MaxHealthyPercentage: 100 });
  t.same(await g.serving(), ['1', '1', '2'], 'one more, as nothing could be done otherwise');
  await g.clock.pass(40);
  const other = await startRefreshed(t, 4);
  await other.start({ MinHealthyPercentage: 50, MaxHealthyPercentage: 100 });
  t.same(await other.serving(), ['1', '1', '2', '2'], 'within both bounds no more than the desired capacity');
});

t.test('REFRESH-5 as many are replaced at once as fit between both bounds', async (t) => {
  const g = await startRefreshed(t, 4, { MaxSize: 8 });
  await g.start({ MinHealthyPercentage: 75, MaxHealthyPercentage: 125 });
  t.same(await g.serving(), ['1', '1', '1', '2', '2'], 'one less of the old, one more than four');
  await g.clock.pass(10);
  t.same(await g.serving(), ['1', '2', '2', '2', '2']);
  const all = await startRefreshed(t, 3);
  await all.start({ MinHealthyPercentage: 0 });
  t.same(await all.serving(), ['2', '2', '2']);
});

t.test(
  'REFRESH-6 whatever is launched meanwhile has the desired configuration; the group has it when all is done',
  async (t) => {
    const g = await startRefreshed(t, 2);
    await g.start();
    await g.autoscaling.send(
      new SetDesiredCapacityCommand({ AutoScalingGroupName: 'web', DesiredCapacity: 3 }),
    );
    await g.clock.pass(0);
    t.same(await g.serving(), ['1', '2', '2']);
    t.equal(await versionOfGroup(g), '1');
    await g.clock.pass(100);
    t.same(await g.serving(), ['2', '2', '2']);
    t.equal(await versionOfGroup(g), '2');
  },
);

t.test('REFRESH-7 without a desired configuration members are replaced by the same', async (t) => {
  const g = await startRefreshed(t, 2);
  const before = await g.members();
  await g.start({}, { DesiredConfiguration: undefined });
  await g.clock.pass(100);
  t.same(await g.serving(), ['1', '1']);
  t.same(
    (await g.members()).filter((id) => before.includes(id)),
    [],
  );
  t.equal((await g.refresh()).Status, 'Successful');
});

t.test('REFRESH-8 a group has one refresh at a time', async (t) => {
  const g = await startRefreshed(t, 2);
  await g.start();
  await t.rejects(g.start(), {
    name: 'InstanceRefreshInProgressFault',
    message: 'An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.',
  });
  await g.clock.pass(100);
  await g.start();
  t.equal((await g.refresh()).Status, 'InProgress');
});

t.test('REFRESH-9 no target group is attached and no template changed meanwhile', async (t) => {
  const g = await startRefreshed(t, 2);
  await g.start();
  const attach = { AutoScalingGroupName: 'web', TargetGroupARNs: [g.targetGroupArn] };
  await t.rejects(g.autoscaling.send(new AttachLoadBalancerTargetGroupsCommand(attach)), {
    name: 'InstanceRefreshInProgressFault',
  });
  await t.rejects(setVersion(g, '2'), {
    name: 'ValidationError',
    message: /^An active instance refresh with a desired configuration exists\./,
  });
  await g.autoscaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: 'web', MaxSize: 7 }));
  await g.clock.pass(100);
  await g.start({}, { DesiredConfiguration: undefined });
  await setVersion(g, '2');
  t.equal(await versionOfGroup(g), '2', 'a refresh without a desired configuration does not mind');
});

async function versionOfGroup(g: Refreshed): Promise<string | undefined> {
  return (await g.group()).LaunchTemplate?.Version;
}

async function setVersion(g: Refreshed, Version: string): Promise<void> {
  const LaunchTemplate = { LaunchTemplateId: g.template.id, Version };
  await g.autoscaling.send(
    new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: 'web', LaunchTemplate }),
  );
}
