import { SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { CreateTagsCommand, DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import t from 'tap';

import { breakRegion, healRegion } from '../../../region/faults/break.ts';
import { startGroup } from '../autoscaling/scenario.ts';
import { startEc2 } from '../ec2/scenario.ts';

t.test('LAG-1 what was just made is not found by descriptions, and is by writes', async (t) => {
  const model = await startEc2(t);
  model.region.state.consistency.describeLag = 5;
  model.region.stir();
  await model.settle();
  const { InstanceId = '' } = await model.run();
  const see = () => model.ec2.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId] }));
  await t.rejects(see(), { name: 'InvalidInstanceID.NotFound' });
  await model.ec2.send(new CreateTagsCommand({ Resources: [InstanceId], Tags: [{ Key: 'a', Value: 'b' }] }));
  await model.clock.pass(4);
  await t.rejects(see(), { name: 'InvalidInstanceID.NotFound' });
  await model.clock.pass(1);
  t.match((await see()).Reservations, [{ Instances: [{ InstanceId, Tags: [{ Key: 'a' }] }] }]);
});

t.test('LAG-2 a description tells what was so many seconds ago', async (t) => {
  const g = await startGroup(t, 1);
  await g.clock.pass(1);
  breakRegion(g.region, { kind: 'stale-describe', words: ['10'] });
  await g.clock.pass(0);
  const resize = (DesiredCapacity: number) =>
    g.autoscaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: 'web', DesiredCapacity }));
  const desired = async () => (await g.group()).DesiredCapacity;
  await resize(2);
  await g.clock.pass(4);
  await resize(3);
  t.equal(await desired(), 1);
  await g.clock.pass(6);
  t.equal(await desired(), 2);
  t.equal((await g.members()).length, 2);
  await g.clock.pass(4);
  t.equal(await desired(), 3);
  await resize(4);
  healRegion(g.region);
  t.equal(await desired(), 4);
});
