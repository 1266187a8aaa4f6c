import { LaunchInstancesCommand, type LaunchInstancesRequest } from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import { breakRegion, healRegion } from '../../../region/faults/break.ts';
import { startGroup, type Grouped } from './scenario.ts';

t.test('LAUNCH-1 with retry-with-group-configuration the group launches what could not be', async (t) => {
  const g = await startGroup(t, 0);
  breakRegion(g.region, { kind: 'no-capacity', words: ['eu-test-1a'] });
  const RetryStrategy = 'retry-with-group-configuration';
  const answer = await launch(g, 2, { RetryStrategy, ClientToken: 'one' });
  t.match(answer, { Instances: [], Errors: [{ ErrorCode: 'InsufficientInstanceCapacity' }] });
  t.equal((await g.group()).DesiredCapacity, 2);
  await g.clock.pass(0);
  const members = await g.members('InService');
  t.same(
    members.map((id) => g.zoneOf(id)),
    ['b', 'b'],
    'in another zone, as its configuration allows',
  );
  await t.rejects(launch(g, 2, { ClientToken: 'one' }), { name: /^IdempotentParameterMismatch/ });
});

t.test('LAUNCH-2 without a retry the desired capacity stays', async (t) => {
  const g = await startGroup(t, 0);
  breakRegion(g.region, { kind: 'no-capacity', words: ['eu-test-1a'] });
  const answer = await launch(g, 2, { RetryStrategy: 'none' });
  t.match(answer.Errors, [{ AvailabilityZone: 'eu-test-1a', AvailabilityZoneId: 'eu-test-1-az1' }]);
  healRegion(g.region);
  await g.clock.pass(600);
  t.same(await g.members(), []);
  t.equal((await g.group()).DesiredCapacity, 0);
});

t.test('LAUNCH-3 its place is said by a zone, its id, a subnet, or a subnet in its zone', async (t) => {
  const g = await startGroup(t, 0);
  const [a, b] = g.subnetIds;
  const elsewhere = { AvailabilityZones: undefined };
  const places: [Partial<LaunchInstancesRequest>, string][] = [
    [{ AvailabilityZones: ['eu-test-1b'] }, b],
    [{ ...elsewhere, AvailabilityZoneIds: ['eu-test-1-az2'] }, b],
    [{ ...elsewhere, SubnetIds: [a] }, a],
    [{ AvailabilityZones: ['eu-test-1a'], SubnetIds: [a] }, a],
  ];
  for (const [place, SubnetId] of places) {
    t.match((await launch(g, 1, place)).Instances, [{ SubnetId }]);
  }
  const refused = { name: 'ValidationError' };
  await t.rejects(launch(g, 1, { AvailabilityZones: ['eu-test-1a'], SubnetIds: [b] }), refused);
  await t.rejects(launch(g, 1, { AvailabilityZoneIds: ['eu-test-1-az1'] }), refused, 'both names and ids');
  await t.rejects(launch(g, 1, { SubnetIds: [a, b] }), refused);
  await t.rejects(launch(g, 1, { ...elsewhere, AvailabilityZoneIds: ['eu-test-1-az9'] }), refused);
});

t.test('LAUNCH-4 a token has 64 letters, digits and some signs, a capacity 1 to 100', async (t) => {
  const g = await startGroup(t, 0);
  for (const ClientToken of ['a b', 'ü', 'x'.repeat(65)]) {
    await t.rejects(launch(g, 1, { ClientToken }), { message: /^ClientToken has 1 to 64 letters/ });
  }
  t.match(await launch(g, 1, { ClientToken: 'roll/1_a-b' }), { ClientToken: 'roll/1_a-b' });
  await t.rejects(launch(g, 101, {}), { message: 'RequestedCapacity is 1 to 100, not 101.' });
  await t.rejects(launch(g, 1, { RetryStrategy: 'always' as 'none' }), { name: 'ValidationError' });
});

function launch(g: Grouped, RequestedCapacity: number, more: Partial<LaunchInstancesRequest>) {
  const zone = { AvailabilityZones: ['eu-test-1a'] };
  const asked = { AutoScalingGroupName: 'web', RequestedCapacity, ...zone, ...more };
  return g.autoscaling.send(new LaunchInstancesCommand(asked));
}
