import {
  SetDesiredCapacityCommand,
  SetInstanceProtectionCommand,
  TerminateInstanceInAutoScalingGroupCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import { addVersion, startGroup, type Grouped } from './scenario.ts';

t.test(
  'ASG-1 a new group launches its desired capacity, each instance into the zone that has fewest',
  async (t) => {
    const g = await startGroup(t, 5);
    const members = await g.members('InService');
    t.equal(members.length, 5);
    t.same(members.map((id) => g.zoneOf(id)).join(''), 'ababa');
  },
);

t.test(
  'ASG-2 a member is in service as soon as its instance runs, before its target is healthy',
  async (t) => {
    const g = await startGroup(t, 1);
    const [id = ''] = await g.members('InService');
    t.same(await g.health(), { [id]: 'initial Elb.RegistrationInProgress' });
    t.match(await g.group(), {
      Instances: [{ InstanceId: id, HealthStatus: 'Healthy', ProtectedFromScaleIn: false }],
    });
  },
);

t.test('ASG-3 a member whose instance boots is pending, and in no target group', async (t) => {
  const g = await startGroup(t, 0);
  g.machines.hang();
  await setDesired(g, 1);
  t.equal((await g.members('Pending')).length, 1);
  t.same(await g.health(), {});
});

t.test(
  'ASG-4 a minimum above the desired capacity lifts it, a maximum below lowers it and ends members',
  async (t) => {
    const g = await startGroup(t, 2);
    await update(g, { MinSize: 4 });
    t.match(await g.group(), { MinSize: 4, MaxSize: 6, DesiredCapacity: 4 });
    t.equal((await g.members('InService')).length, 4);
    await update(g, { MinSize: 1, MaxSize: 1 });
    t.match(await g.group(), { MinSize: 1, MaxSize: 1, DesiredCapacity: 1 });
    t.equal((await g.members('Terminating')).length, 3);
  },
);

t.test('ASG-5 sizes that contradict each other are refused, and nothing changes', async (t) => {
  const g = await startGroup(t, 2);
  await t.rejects(update(g, { MinSize: 7 }), {
    name: 'ValidationError',
    message: "Min bound, 7, can't be greater than max bound, 6",
  });
  await t.rejects(update(g, { DesiredCapacity: 7 }), {
    name: 'ValidationError',
    message: 'Desired capacity:7 must be between the specified min size:0 and max size:6',
  });
  await t.rejects(setDesired(g, 7), {
    name: 'ValidationError',
    message: 'New SetDesiredCapacity value 7 is above max value 6 for the AutoScalingGroup.',
  });
  await update(g, { MinSize: 1 });
  await t.rejects(setDesired(g, 0), {
    message: 'New SetDesiredCapacity value 0 is below min value 1 for the AutoScalingGroup.',
  });
  t.match(await g.group(), { MinSize: 1, MaxSize: 6, DesiredCapacity: 2 });
});

t.test('ASG-6 scale-in ends in the fullest zone, wherever the oldest version is', async (t) => {
  const g = await startGroup(t, 2);
  const [inA = '', oldInB = ''] = await g.members();
  await g.autoscaling.send(
    new TerminateInstanceInAutoScalingGroupCommand({ InstanceId: inA, ShouldDecrementDesiredCapacity: true }),
  );
  await g.clock.pass(30);
  await useVersion(g, addVersion(g, g.template, {}));
  await setDesired(g, 3);
  t.same(
    (await g.members('InService')).map((id) => g.zoneOf(id)),
    ['b', 'a', 'a'],
  );
  await setDesired(g, 2);
  const [ended = ''] = await g.members('Terminating');
  t.equal(g.zoneOf(ended), 'a');
  t.same((await g.members('InService'))[0], oldInB);
});

t.test('ASG-6 within a zone scale-in ends the oldest version of the template', async (t) => {
  const g = await startGroup(t, 0);
  await useVersion(g, addVersion(g, g.template, {}));
  await setDesired(g, 2);
  await useVersion(g, '1');
  await setDesired(g, 3);
  const [, , lastAndOldest = ''] = await g.members('InService');
  await setDesired(g, 2);
  t.same(await g.members('Terminating'), [lastAndOldest]);
});

t.test('ASG-6 among equals scale-in ends the one closest to its next billing hour', async (t) => {
  const g = await startGroup(t, 1, { VPCZoneIdentifier: undefined, AvailabilityZones: ['eu-test-1a'] });
  await g.clock.pass(30 * 60);
  await setDesired(g, 2);
  await g.clock.pass(40 * 60);
  const [, second = ''] = await g.members();
  await setDesired(g, 1);
  t.same(await g.members('Terminating'), [second], '20 minutes to go; the first one has 50');
});

t.test('ASG-7 scale-in spares protected members', async (t) => {
  const g = await startGroup(t, 2);
  const [first = '', second = ''] = await g.members('InService');
  await protect(g, [first]);
  await setDesired(g, 1);
  t.same(await g.members('Terminating'), [second]);
});

t.test('ASG-8 where all members are protected nothing is ended, and an activity says so, once', async (t) => {
  const g = await startGroup(t, 2, { NewInstancesProtectedFromScaleIn: true });
  await setDesired(g, 1);
  await g.clock.pass(100);
  t.equal((await g.members('InService')).length, 2);
  t.equal((await g.group()).DesiredCapacity, 1);
  const said = (await g.activities()).filter(({ StatusCode }) => StatusCode === 'Cancelled');
  t.match(said, [
    {
      StatusMessage:
        /^Could not scale to desired capacity because all remaining instances are protected from scale-in/,
    },
  ]);
});

t.test('ASG-9 the event log has each change of sizes once', async (t) => {
  const g = await startGroup(t, 2);
  await setDesired(g, 3);
  await update(g, { MaxSize: 6 });
  await g.clock.pass(100);
  t.same(g.told('sizes'), [
    { group: 'web', min: 0, max: 6, desired: 2 },
    {
      ...{ group: 'web', min: 0, max: 6, desired: 3 },
      why: 'At 2026-11-21T08:00:00Z a user request explicitly set group desired capacity changing the desired capacity from 2 to 3.',
    },
  ]);
  const none = await startGroup(t, 0, { MaxSize: 0 });
  t.same(none.told('sizes'), [{ group: 'web', min: 0, max: 0, desired: 0 }]);
});

async function setDesired(g: Grouped, DesiredCapacity: number): Promise<void> {
  await g.autoscaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: 'web', DesiredCapacity }));
  await g.clock.pass(0);
}

async function update(g: Grouped, change: Partial<UpdateAutoScalingGroupCommand['input']>): Promise<void> {
  await g.autoscaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: 'web', ...change }));
  await g.clock.pass(0);
}

function useVersion(g: Grouped, Version: string): Promise<void> {
  return update(g, { LaunchTemplate: { LaunchTemplateId: g.template.id, Version } });
}

async function protect(g: Grouped, InstanceIds: string[]): Promise<void> {
  const asked = { AutoScalingGroupName: 'web', InstanceIds, ProtectedFromScaleIn: true };
  await g.autoscaling.send(new SetInstanceProtectionCommand(asked));
}

t.test('ASG-50 a group may say that its zones are balanced by best effort, and nothing else', async (t) => {
  const g = await startGroup(t, 1);
  const update = (CapacityDistributionStrategy: 'balanced-best-effort' | 'balanced-only') =>
    g.autoscaling.send(
      new UpdateAutoScalingGroupCommand({
        AutoScalingGroupName: 'web',
        HealthCheckGracePeriod: 77,
        AvailabilityZoneDistribution: { CapacityDistributionStrategy },
      }),
    );
  await t.rejects(update('balanced-only'), { name: 'ValidationError', message: /balanced-only/ });
  await update('balanced-best-effort');
  t.match(await g.group(), { HealthCheckGracePeriod: 77 });
});
