import {
  DescribeInstanceRefreshesCommand,
  SetInstanceHealthCommand,
  StartInstanceRefreshCommand,
  UpdateAutoScalingGroupCommand,
  type InstanceMaintenancePolicy,
} from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import { startGroup, type Grouped } from './scenario.ts';

const web = { AutoScalingGroupName: 'web' };
const LAUNCH_FIRST = { MinHealthyPercentage: 100, MaxHealthyPercentage: 150 };

t.test('MAINTAIN-1 an unhealthy member is replaced by one that is launched first', async (t) => {
  const g = await startGroup(t, 2, { InstanceMaintenancePolicy: LAUNCH_FIRST, DefaultInstanceWarmup: 30 });
  await g.clock.pass(60);
  const [bad = '', good = ''] = await g.members();
  await setHealth(g, bad, 'Unhealthy');
  const [, , spare = ''] = await g.members('InService');
  t.ok(spare, 'while the unhealthy one is in service still');
  t.equal((await g.group()).DesiredCapacity, 2);
  t.match((await g.activities())[0], {
    Description: `Launching a new EC2 instance: ${spare}`,
    Cause: /an instance was launched in response to an unhealthy instance needing to be replaced\.$/,
  });
  await g.clock.pass(29);
  t.same(await g.members('InService'), [bad, good, spare]);
  await g.clock.pass(1);
  t.same(await g.members('Terminating'), [bad], 'the new one is warm');
  await g.clock.pass(30);
  t.same(await g.members(), [good, spare]);
});

t.test('MAINTAIN-2 one that does not run is ended at once, and replaced when it is gone', async (t) => {
  const g = await startGroup(t, 2, { InstanceMaintenancePolicy: LAUNCH_FIRST });
  await g.clock.pass(1);
  const [dead = ''] = await g.members();
  g.machines.crash(dead);
  await g.clock.pass(0);
  t.same(await g.members('Terminating'), [dead]);
  t.equal((await g.members()).length, 2);
  await g.clock.pass(5);
  t.equal((await g.members('InService')).length, 2);
});

t.test('MAINTAIN-3 with room below, members end first, as many as the lower bound allows', async (t) => {
  const policy = { MinHealthyPercentage: 75, MaxHealthyPercentage: 100 };
  const g = await startGroup(t, 4, { InstanceMaintenancePolicy: policy });
  await g.clock.pass(1);
  const [one = '', two = ''] = await g.members();
  await setHealth(g, one, 'Unhealthy');
  await setHealth(g, two, 'Unhealthy');
  t.same(await g.members('Terminating'), [one]);
  t.equal((await g.members()).length, 4);
  await g.clock.pass(30);
  t.same(await g.members('Terminating'), [two], 'the first has its replacement');
});

t.test('MAINTAIN-4 the policy is described, and taken away with -1', async (t) => {
  const g = await startGroup(t, 0, { InstanceMaintenancePolicy: LAUNCH_FIRST });
  t.match(await g.group(), { InstanceMaintenancePolicy: LAUNCH_FIRST });
  await update(g, { MinHealthyPercentage: -1, MaxHealthyPercentage: -1 });
  t.equal((await g.group()).InstanceMaintenancePolicy, undefined);
});

t.test('MAINTAIN-5 a policy has both percentages, in their ranges, at most 100 apart', async (t) => {
  const g = await startGroup(t, 0);
  const refused = { name: 'ValidationError' };
  for (const [MinHealthyPercentage, MaxHealthyPercentage] of [
    [90, undefined],
    [-1, 110],
    [101, 110],
    [90, 99],
    [100, 201],
    [90, 191],
  ]) {
    const policy = { MinHealthyPercentage, MaxHealthyPercentage };
    await t.rejects(update(g, policy), refused, JSON.stringify(policy));
  }
  t.equal((await g.group()).InstanceMaintenancePolicy, undefined);
});

t.test('MAINTAIN-6 a default warm-up is told, and counts where a refresh says none', async (t) => {
  const g = await startGroup(t, 1, {
    DefaultInstanceWarmup: 120,
    InstanceMaintenancePolicy: { MinHealthyPercentage: 50, MaxHealthyPercentage: 120 },
  });
  t.match(await g.group(), { DefaultInstanceWarmup: 120 });
  await g.autoscaling.send(new StartInstanceRefreshCommand(web));
  const { InstanceRefreshes } = await g.autoscaling.send(new DescribeInstanceRefreshesCommand(web));
  t.match(InstanceRefreshes, [
    { Preferences: { InstanceWarmup: 120, MinHealthyPercentage: 50, MaxHealthyPercentage: 120 } },
  ]);
  await g.autoscaling.send(new UpdateAutoScalingGroupCommand({ ...web, DefaultInstanceWarmup: -1 }));
  t.equal((await g.group()).DefaultInstanceWarmup, undefined);
  const negative = { ...web, DefaultInstanceWarmup: -2 };
  await t.rejects(g.autoscaling.send(new UpdateAutoScalingGroupCommand(negative)), {
    name: 'ValidationError',
  });
});

t.test('MAINTAIN-7 a member that somebody calls unhealthy is replaced, after its grace period', async (t) => {
  const g = await startGroup(t, 2, { HealthCheckGracePeriod: 60 });
  const [id = '', other = ''] = await g.members();
  await setHealth(g, id, 'Unhealthy');
  t.match((await g.group()).Instances?.[0], { HealthStatus: 'Healthy' }, 'its grace period goes on');
  await g.clock.pass(60);
  await setHealth(g, id, 'Unhealthy');
  t.same(await g.members('Terminating'), [id]);
  t.match((await g.activities())[0], {
    Cause: /an instance was taken out of service in response to a user health-check\.$/,
  });
  await t.rejects(setHealth(g, other, 'Ill'), { name: 'ValidationError' });
  await t.rejects(setHealth(g, 'i-00000000000000000', 'Healthy'), { name: 'ValidationError' });
});

t.test('MAINTAIN-8 the grace period need not be respected, and a verdict can be taken back', async (t) => {
  const g = await startGroup(t, 1, { HealthCheckGracePeriod: 600 });
  const [id = ''] = await g.members();
  g.region.state.autoscaling.groups.forEach((group) => {
    group.suspended = [{ process: 'ReplaceUnhealthy', reason: 'a test' }];
  });
  await setHealth(g, id, 'Unhealthy', false);
  t.match((await g.group()).Instances, [{ HealthStatus: 'Unhealthy' }]);
  await setHealth(g, id, 'Healthy', false);
  t.match((await g.group()).Instances, [{ HealthStatus: 'Healthy' }]);
});

t.test('MAINTAIN-9 health checks are a list: EC2 always, the load balancer where it is named', async (t) => {
  const g = await startGroup(t, 2, { HealthCheckType: 'EC2,ELB', HealthCheckGracePeriod: 0 });
  await g.clock.pass(1);
  const [bad = ''] = await g.members();
  const address = g.region.state.ec2.instances.find((one) => one.instanceId === bad)?.privateAddress;
  g.prober.answer({ kind: 'answered', status: 500 }, address);
  await g.clock.pass(20);
  t.same(await g.members('Terminating'), [bad]);
  t.match(await g.group(), { HealthCheckType: 'EC2,ELB' });
});

t.test('MAINTAIN-10 the replacement of an unhealthy member may be launched at once', async (t) => {
  const g = await startGroup(t, 1);
  g.region.state.switches['health-replacement'] = 'at-once';
  await g.clock.pass(1);
  const [id = ''] = await g.members();
  await setHealth(g, id, 'Unhealthy');
  t.same(await g.members('Terminating'), [id]);
  t.equal((await g.members('InService')).length, 1);
});

async function setHealth(
  g: Grouped,
  InstanceId: string,
  HealthStatus: string,
  ShouldRespectGracePeriod?: boolean,
) {
  const asked = { InstanceId, HealthStatus, ShouldRespectGracePeriod };
  await g.autoscaling.send(new SetInstanceHealthCommand(asked));
  await g.clock.pass(0);
}

async function update(
  g: Grouped,
  policy: { [Name in keyof InstanceMaintenancePolicy]?: number | undefined },
): Promise<void> {
  const asked = { ...web, InstanceMaintenancePolicy: policy };
  await g.autoscaling.send(new UpdateAutoScalingGroupCommand(asked));
}
