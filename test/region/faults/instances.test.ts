import {
  SetDesiredCapacityCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import t from 'tap';

import { breakRegion, healRegion } from '../../../region/faults/break.ts';
import { reclaimedAt } from '../../../region/faults/part.ts';
import { startGroup } from '../autoscaling/scenario.ts';
import { startBalanced } from '../balancing/scenario.ts';
import type { ModelRegion } from '../model-region.ts';

async function seen({ ec2 }: ModelRegion, InstanceId = '') {
  const answer = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId] }));
  const { State, StateReason } = answer.Reservations?.[0]?.Instances?.[0] ?? {};
  return `${State?.Name ?? ''} ${StateReason?.Code ?? ''}`.trim();
}

t.test('FAULT-4 bad-health fails the checks of those that it means, until it is healed', async (t) => {
  const region = await startBalanced(t);
  const [bad = '', good = ''] = await region.runTargets(2);
  await region.clock.pass(1);
  breakRegion(region.region, { kind: 'bad-health', words: [bad] });
  await region.clock.pass(20);
  t.same(await region.health(), { [bad]: 'unhealthy Target.ResponseCodeMismatch', [good]: 'healthy' });
  healRegion(region.region, 'bad-health');
  await region.clock.pass(30);
  t.same(await region.health(), { [bad]: 'healthy', [good]: 'healthy' });
});

t.test('FAULT-17 kill-instance terminates past the group, which replaces what it lost', async (t) => {
  const g = await startGroup(t, 2);
  await g.clock.pass(1);
  const [oldest = '', other = ''] = await g.members('InService');
  breakRegion(g.region, { kind: 'kill-instance', words: ['web'] });
  await g.clock.pass(0);
  t.equal(await seen(g, oldest), 'terminated Client.UserInitiatedShutdown');
  t.equal(await seen(g, other), 'running');
  t.same(g.region.state.faults.standing, []);
  await g.clock.pass(60);
  t.equal((await g.members('InService')).length, 2);
});

t.test('FAULT-18 reclaim gives two minutes’ notice, then EC2 terminates', async (t) => {
  const g = await startGroup(t, 1);
  await g.clock.pass(1);
  const [id = ''] = await g.members('InService');
  breakRegion(g.region, { kind: 'reclaim', words: [id] });
  const end = g.clock.now() + 120_000;
  await g.clock.pass(119);
  t.equal(reclaimedAt(g.region, id), end);
  t.equal(await seen(g, id), 'running');
  await g.clock.pass(1);
  t.equal(await seen(g, id), 'terminated Server.SpotInstanceTermination');
  t.same(g.region.state.faults.standing, []);
});

t.test('FAULT-19 zone-loss takes what is in the zone, and lets nothing into it', async (t) => {
  const g = await startGroup(t, 4);
  await g.clock.pass(1);
  breakRegion(g.region, { kind: 'zone-loss', words: ['eu-test-1a'] });
  await g.clock.pass(60);
  const members = await g.members('InService');
  t.same(
    members.map((id) => g.zoneOf(id)),
    ['b', 'b', 'b', 'b'],
  );
  healRegion(g.region);
  await g.clock.pass(1200);
  t.same((await g.members('InService')).map((id) => g.zoneOf(id)).toSorted(), ['a', 'a', 'b', 'b']);
});

t.test('FAULT-20 drain-hang leaves targets draining beyond their delay', async (t) => {
  const g = await startGroup(t, 2);
  await g.clock.pass(1);
  const [id = ''] = await g.members('InService');
  breakRegion(g.region, { kind: 'drain-hang', words: [id] });
  const end = { InstanceId: id, ShouldDecrementDesiredCapacity: true };
  await g.autoscaling.send(new TerminateInstanceInAutoScalingGroupCommand(end));
  await g.clock.pass(600);
  t.match(await g.health(), { [id]: 'draining Target.DeregistrationInProgress' });
  t.match((await g.activities())[0], { StatusCode: 'WaitingForELBConnectionDraining' });
  healRegion(g.region);
  await g.clock.pass(0);
  t.same(await g.members('Terminating'), []);
});

t.test('FAULT-23 crash-loop and unit-failure tell systemd in each machine, and take it back', async (t) => {
  const g = await startGroup(t, 1);
  await g.clock.pass(1);
  const [first = ''] = await g.members('InService');
  breakRegion(g.region, { kind: 'crash-loop', words: ['hello', 'web'], seconds: 60 });
  breakRegion(g.region, { kind: 'unit-failure', words: ['web.service', 'eu-test-1a'], times: 1 });
  await g.clock.pass(1);
  await g.autoscaling.send(
    new SetDesiredCapacityCommand({ AutoScalingGroupName: 'web', DesiredCapacity: 2 }),
  );
  await g.clock.pass(1);
  const [, second = ''] = await g.members('InService');
  const told = () =>
    g.machines.scripts.map(({ instanceId, script }) => [
      instanceId,
      /(hello|web)\.service/.exec(script)?.[1],
      /RuntimeMaxSec|bin\/false|reset-failed/.exec(script)?.[0],
    ]);
  t.same(told(), [
    [first, 'hello', 'RuntimeMaxSec'],
    [first, 'web', 'bin/false'],
    [second, 'hello', 'RuntimeMaxSec'],
  ]);
  await g.clock.pass(60);
  t.same(told().slice(3), [
    [first, 'hello', 'reset-failed'],
    [second, 'hello', 'reset-failed'],
  ]);
  healRegion(g.region, 'unit-failure');
  t.same(told().slice(5), [[first, 'web', 'reset-failed']]);
});
