import {
  CancelInstanceRefreshCommand,
  RollbackInstanceRefreshCommand,
  SuspendProcessesCommand,
  ResumeProcessesCommand,
} from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import { startRefreshed, type Refreshed } from './refresh-scenario.ts';

t.test('REFRESH-10 a refresh that is cancelled leaves a mixed group', async (t) => {
  const g = await startRefreshed(t, 3);
  await g.start();
  await cancel(g);
  t.match(await g.refresh(), { Status: 'Cancelling' });
  await t.rejects(cancel(g), { name: 'ActiveInstanceRefreshNotFoundFault' });
  await g.clock.pass(30);
  t.match(await g.refresh(), {
    Status: 'Cancelled',
    StatusReason: 'Cancelled due to user request.',
    EndTime: new Date('2026-11-21T08:00:31Z'),
    InstancesToUpdate: 2,
  });
  t.same(await g.serving(), ['1', '1', '2']);
  t.equal((await g.group()).LaunchTemplate?.Version, '1');

  await g.start();
  await cancel(g, false);
  t.equal((await g.refresh()).Status, 'Cancelled', 'without waiting for those under way');
});

t.test('REFRESH-11 a rollback replaces what was replaced, and takes as long as that did', async (t) => {
  const g = await startRefreshed(t, 4);
  await g.start({ MinHealthyPercentage: 50 });
  await g.clock.pass(11);
  t.match(await g.refresh(), { PercentageComplete: 50, InstancesToUpdate: 0 });
  await rollback(g);
  await g.clock.pass(0);
  t.match(await g.refresh(), {
    Status: 'RollbackInProgress',
    InstancesToUpdate: 0,
    RollbackDetails: {
      PercentageCompleteOnRollback: 50,
      InstancesToUpdateOnRollback: 0,
      RollbackStartTime: new Date('2026-11-21T08:00:12Z'),
    },
  });
  t.same((await g.serving()).toSorted(), ['1', '1', '2', '2']);
  await g.clock.pass(10);
  t.same(await g.serving(), ['1', '1', '1', '1']);
  t.equal((await g.refresh()).PercentageComplete, 25);
  await g.clock.pass(60);
  t.match(await g.refresh(), { Status: 'RollbackSuccessful', PercentageComplete: 0 });
  t.equal((await g.group()).LaunchTemplate?.Version, '1');
});

t.test('REFRESH-12 not every refresh can be rolled back', async (t) => {
  const g = await startRefreshed(t, 2);
  await t.rejects(rollback(g), { name: 'ActiveInstanceRefreshNotFoundFault' });
  await g.start({}, { DesiredConfiguration: undefined });
  await t.rejects(rollback(g), { name: 'IrreversibleInstanceRefreshFault' });
  const latest = await startRefreshed(t, 2, {
    LaunchTemplate: { LaunchTemplateName: 'web', Version: '$Latest' },
  });
  await latest.start();
  await t.rejects(rollback(latest), { name: 'IrreversibleInstanceRefreshFault' });
  const byParameter = await startRefreshed(t, 2);
  const [first] = byParameter.template.versions;
  if (first === undefined) throw new Error('the template has no version');
  Object.assign(first.data, { ImageId: 'resolve:ssm:/web/image' });
  await byParameter.start();
  await t.rejects(rollback(byParameter), { name: 'IrreversibleInstanceRefreshFault' });
});

t.test('REFRESH-13 a refresh that fails rolls back by itself where AutoRollback is asked for', async (t) => {
  const g = await startRefreshed(t, 2);
  await t.rejects(g.start({ AutoRollback: true }, { DesiredConfiguration: undefined }), {
    name: 'ValidationError',
  });
  const ids = await g.members();
  await g.start({ AutoRollback: true });
  g.region.state.autoscaling.groups[0]?.members.forEach((member) => {
    member.protected = ids.includes(member.instanceId);
  });
  await g.clock.pass(3639);
  t.equal((await g.refresh()).Status, 'InProgress');
  await g.clock.pass(1);
  t.match(await g.refresh(), {
    Status: 'RollbackInProgress',
    RollbackDetails: { RollbackReason: /Waiting for scale-in protection to be removed/ },
  });
  await g.clock.pass(100);
  t.equal((await g.refresh()).Status, 'RollbackSuccessful');
  t.same(await g.serving(), ['1', '1']);
});

t.test('REFRESH-14 a refresh that makes no progress for an hour has failed', async (t) => {
  const g = await startRefreshed(t, 2);
  await g.autoscaling.send(suspend('Terminate'));
  await g.start();
  t.match(await g.refresh(), {
    Status: 'InProgress',
    StatusReason: 'The Terminate process of the Auto Scaling group is suspended.',
  });
  await g.clock.pass(3610);
  t.match(await g.refresh(), { Status: 'Failed', StatusReason: /no progress for an hour/ });
  t.same(await g.serving(), ['1', '1']);
});

t.test('REFRESH-15 with InstanceRefresh suspended it pauses, for as long as that lasts', async (t) => {
  const g = await startRefreshed(t, 2);
  await g.start();
  await g.autoscaling.send(suspend('InstanceRefresh'));
  await g.clock.pass(7200);
  t.same(await g.serving(), ['1', '2']);
  t.match(await g.refresh(), { Status: 'InProgress', StatusReason: /InstanceRefresh process .* suspended/ });
  await g.autoscaling.send(
    new ResumeProcessesCommand({ AutoScalingGroupName: 'web', ScalingProcesses: ['InstanceRefresh'] }),
  );
  await g.clock.pass(0);
  t.same(await g.serving(), ['2', '2']);
  await g.clock.pass(60);
  t.equal((await g.refresh()).Status, 'Successful');
});

t.test('REFRESH-16 it bakes at the end where a bake time is asked for', async (t) => {
  const g = await startRefreshed(t, 1);
  await g.start({ BakeTime: 100, MinHealthyPercentage: 100, MaxHealthyPercentage: 200 });
  await g.clock.pass(40);
  t.match(await g.refresh(), { Status: 'Baking', PercentageComplete: 100 });
  t.equal((await g.group()).LaunchTemplate?.Version, '1');
  await g.clock.pass(100);
  t.equal((await g.refresh()).Status, 'Successful');
  t.equal((await g.group()).LaunchTemplate?.Version, '2');
});

function cancel(g: Refreshed, WaitForTransitioningInstances?: boolean) {
  const asked = { AutoScalingGroupName: 'web', WaitForTransitioningInstances };
  return g.autoscaling.send(new CancelInstanceRefreshCommand(asked));
}

function rollback(g: Refreshed) {
  return g.autoscaling.send(new RollbackInstanceRefreshCommand({ AutoScalingGroupName: 'web' }));
}

function suspend(process: string): SuspendProcessesCommand {
  return new SuspendProcessesCommand({ AutoScalingGroupName: 'web', ScalingProcesses: [process] });
}
