import {
  DescribeInstanceRefreshesCommand,
  EnterStandbyCommand,
  SetInstanceProtectionCommand,
  type RefreshPreferences,
} from '@aws-sdk/client-auto-scaling';
import { SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import t from 'tap';

import { animate } from '../../../region/life/model.ts';
import { takeOver } from '../../../region/model/ec2/take-over.ts';
import type { RegionState } from '../../../region/region.ts';
import { awsCli } from '../aws-cli.ts';
import { putAlarm } from '../monitoring/scenario.ts';
import { startRefreshed, type Refreshed } from './refresh-scenario.ts';

t.test('REFRESH-17 at a checkpoint it stops when the replaced ones are warm, for the delay', async (t) => {
  const g = await startRefreshed(t, 4);
  await g.start({ MinHealthyPercentage: 50, CheckpointPercentages: [25, 100], CheckpointDelay: 60 });
  t.same(await g.serving(), ['1', '1', '1', '2'], 'no more than the checkpoint wants');
  await g.clock.pass(10);
  t.match(await g.refresh(), {
    PercentageComplete: 25,
    StatusReason: /checkpoint/,
    Preferences: { CheckpointPercentages: [25, 100], CheckpointDelay: 60 },
  });
  await g.clock.pass(59);
  t.same(await g.serving(), ['1', '1', '1', '2']);
  await g.clock.pass(1);
  t.same(await g.serving(), ['1', '2', '2', '2']);
  await g.clock.pass(60);
  t.match(await g.refresh(), { Status: 'Successful' }, 'at 100 nothing is waited for');
});

t.test(
  'REFRESH-18 checkpoints that are passed at once are skipped; below 100 the last is the end',
  async (t) => {
    const g = await startRefreshed(t, 2);
    await g.start({ CheckpointPercentages: [10, 40, 100], CheckpointDelay: 60 });
    await g.clock.pass(69);
    t.same(await g.serving(), ['1', '2']);
    await g.clock.pass(1);
    t.same(await g.serving(), ['2', '2'], 'one delay for both');

    const part = await startRefreshed(t, 4);
    await part.start({ CheckpointPercentages: [50] });
    await part.clock.pass(100);
    t.same(await part.serving(), ['1', '1', '2', '2']);
    t.match(await part.refresh(), { Status: 'Successful', PercentageComplete: 50, InstancesToUpdate: 2 });
    t.equal((await part.group()).LaunchTemplate?.Version, '2');
  },
);

t.test('REFRESH-19 with SkipMatching those that have the version already stay', async (t) => {
  const g = await startRefreshed(t, 3);
  await g.start({ CheckpointPercentages: [30] });
  await g.clock.pass(100);
  const [updated] = (await g.group()).Instances?.filter((one) => one.LaunchTemplate?.Version === '2') ?? [];
  await g.start({ SkipMatching: true });
  t.equal((await g.refresh()).InstancesToUpdate, 1, 'of two, one of which is ended');
  await g.clock.pass(100);
  t.same(await g.serving(), ['2', '2', '2']);
  t.ok((await g.members()).includes(updated?.InstanceId ?? ''));
  await g.start({ SkipMatching: true });
  t.match(await g.refresh(), { Status: 'Successful', PercentageComplete: 100 }, 'at once, where all have it');
});

t.test('REFRESH-20 protected members are waited for, ignored or replaced', async (t) => {
  const g = await startRefreshed(t, 2);
  const [first = ''] = await g.members();
  await protect(g, first, true);
  await g.start();
  await g.clock.pass(100);
  t.match(await g.refresh(), {
    Status: 'InProgress',
    StatusReason: `Waiting for scale-in protection to be removed. For example: ${first} is protected from scale in.`,
    PercentageComplete: 50,
  });
  await protect(g, first, false);
  await g.clock.pass(60);
  t.equal((await g.refresh()).Status, 'Successful', 'when it is protected no more');

  const ignoring = await startRefreshed(t, 2);
  const [kept = ''] = await ignoring.members();
  await protect(ignoring, kept, true);
  await ignoring.start({ ScaleInProtectedInstances: 'Ignore' });
  await ignoring.clock.pass(100);
  t.match(await ignoring.refresh(), { Status: 'Successful', PercentageComplete: 100 });
  t.same(await ignoring.serving(), ['1', '2']);

  const replacing = await startRefreshed(t, 2);
  await protect(replacing, (await replacing.members())[0] ?? '', true);
  await replacing.start({ ScaleInProtectedInstances: 'Refresh' });
  await replacing.clock.pass(100);
  t.same(await replacing.serving(), ['2', '2']);
});

t.test('REFRESH-21 what is out of its range or not modelled is refused', async (t) => {
  const g = await startRefreshed(t, 1);
  const refused: [RefreshPreferences, RegExp][] = [
    [{ MinHealthyPercentage: 101 }, /^MinHealthyPercentage is 0 to 100, not 101\.$/],
    [{ MaxHealthyPercentage: 150 }, /you must also specify MinHealthyPercentage/],
    [{ MinHealthyPercentage: 20, MaxHealthyPercentage: 150 }, /cannot be greater than 100/],
    [{ CheckpointPercentages: [50, 50] }, /ascending/],
    [{ CheckpointDelay: 10 }, /you must also specify CheckpointPercentages/],
    [{ BakeTime: 172_801 }, /BakeTime/],
    [{ StandbyInstances: 'Kill' as 'Wait' }, /Terminate, Ignore, Wait|enum value set/],
  ];
  for (const [preferences, message] of refused) {
    await t.rejects(g.start(preferences), { name: 'ValidationError', message });
  }
  await t.rejects(g.start({}, { Strategy: 'ReplaceRootVolume' }), {
    message: 'The local region does not model the Strategy ReplaceRootVolume',
  });
  const gone = { LaunchTemplate: { LaunchTemplateId: g.template.id, Version: '9' } };
  await t.rejects(g.start({}, { DesiredConfiguration: gone }), {
    message: /^You must use a valid fully-formed launch template\./,
  });
});

t.test('REFRESH-22 refreshes are told newest first, in pages', async (t) => {
  const g = await startRefreshed(t, 0);
  const ids = [await g.start(), await g.start(), await g.start()];
  const ask = { AutoScalingGroupName: 'web', MaxRecords: 2 };
  const page = await g.autoscaling.send(new DescribeInstanceRefreshesCommand(ask));
  t.same(
    page.InstanceRefreshes?.map((one) => one.InstanceRefreshId),
    [ids[2], ids[1]],
  );
  const named = { AutoScalingGroupName: 'web', InstanceRefreshIds: ids.slice(0, 1) };
  const one = await g.autoscaling.send(new DescribeInstanceRefreshesCommand(named));
  t.match(one.InstanceRefreshes, [{ InstanceRefreshId: ids[0], Status: 'Successful' }]);
});

t.test('REFRESH-23 the AWS CLI starts, asks for and cancels a refresh', async (t) => {
  const g = await startRefreshed(t, 2);
  const web = ['--auto-scaling-group-name', 'web'];
  const preferences = '{"MinHealthyPercentage":50,"InstanceWarmup":10,"SkipMatching":true}';
  const desired = '{"LaunchTemplate":{"LaunchTemplateName":"web","Version":"2"}}';
  const asked = ['--preferences', preferences, '--desired-configuration', desired];
  const started = await awsCli(g, 'autoscaling', 'start-instance-refresh', ...web, ...asked);
  const id = /"([0-9a-f-]{36})"/.exec(JSON.stringify(started))?.[1];
  await g.clock.pass(0);
  t.match(await awsCli(g, 'autoscaling', 'describe-instance-refreshes', ...web), {
    InstanceRefreshes: [{ InstanceRefreshId: id, Status: 'InProgress', InstancesToUpdate: 1 }],
  });
  t.match(await awsCli(g, 'autoscaling', 'cancel-instance-refresh', ...web), { InstanceRefreshId: id });
});

t.test('REFRESH-24 an alarm in ALARM fails a refresh', async (t) => {
  const g = await startRefreshed(t, 2);
  const AlarmSpecification = { Alarms: ['errors'] };
  await t.rejects(g.start({ AlarmSpecification }), { name: 'ValidationError', message: /errors/ });
  await putAlarm(g);
  await t.rejects(g.start({ AlarmSpecification: { Alarms: Array.from({ length: 11 }, String) } }), {
    message: /at most 10/,
  });
  await g.start({ AlarmSpecification, AutoRollback: true });
  await g.clock.pass(15);
  const alarm = { AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'a test' } as const;
  await g.cloudwatch.send(new SetAlarmStateCommand(alarm));
  await g.clock.pass(0);
  t.match(await g.refresh(), {
    Status: 'RollbackInProgress',
    Preferences: { AlarmSpecification },
    RollbackDetails: { RollbackReason: /alarm errors is in the ALARM state/ },
  });
  await g.clock.pass(60);
  t.equal((await g.refresh()).Status, 'RollbackSuccessful', 'the rollback goes on in spite of it');
});

t.test('REFRESH-25 a refresh that was under way when the region was killed goes on', async (t) => {
  const g = await startRefreshed(t, 2);
  await g.start();
  await g.clock.pass(5);
  const state = JSON.parse(JSON.stringify(g.region.state)) as RegionState;
  g.stopHeart();
  const { region, heart } = animate({ ...g.region, state }, () => undefined);
  t.teardown(() => {
    heart.stop();
  });
  takeOver(region);
  heart.stir();
  const versions = () =>
    state.autoscaling.groups[0]?.members
      .filter(({ phase }) => phase.lifecycle === 'InService')
      .map(({ template }) => template?.version);
  await g.clock.pass(4);
  t.same(versions(), ['1', '2']);
  await g.clock.pass(1);
  t.same(versions(), ['2', '2'], 'at the instant at which it would have been without');
  await g.clock.pass(60);
  t.match(state.autoscaling.groups[0]?.refreshes, [{ status: 'Successful' }]);
});

t.test('REFRESH-26 members in Standby are waited for, ignored or terminated', async (t) => {
  const g = await startRefreshed(t, 2);
  const id = await standBy(g);
  await g.start();
  await g.clock.pass(100);
  t.match(await g.refresh(), {
    Status: 'InProgress',
    StatusReason: `Waiting for instances to leave Standby. For example: ${id} is in Standby.`,
    InstancesToUpdate: 1,
  });
  await g.clock.pass(3600);
  t.equal((await g.refresh()).Status, 'Failed');

  const ignoring = await startRefreshed(t, 2);
  const kept = await standBy(ignoring);
  await ignoring.start({ StandbyInstances: 'Ignore' });
  await ignoring.clock.pass(100);
  t.equal((await ignoring.refresh()).Status, 'Successful');
  t.same(await ignoring.members('Standby'), [kept]);

  const ending = await startRefreshed(t, 2);
  await standBy(ending);
  await ending.start({ StandbyInstances: 'Terminate' });
  await ending.clock.pass(100);
  t.same(await ending.fleet(), ['2 InService']);
});

async function standBy(g: Refreshed): Promise<string> {
  const [id = ''] = await g.members();
  const asked = { AutoScalingGroupName: 'web', InstanceIds: [id], ShouldDecrementDesiredCapacity: true };
  await g.autoscaling.send(new EnterStandbyCommand(asked));
  await g.clock.pass(30);
  return id;
}

async function protect(g: Refreshed, id: string, ProtectedFromScaleIn: boolean): Promise<void> {
  const asked = { AutoScalingGroupName: 'web', InstanceIds: [id], ProtectedFromScaleIn };
  await g.autoscaling.send(new SetInstanceProtectionCommand(asked));
  await g.clock.pass(0);
}
