import {
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
  TerminateInstanceInAutoScalingGroupCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import { makeGroup, seeGroup } from './group.ts';
import { conformancePlace, type Place } from './place.ts';

t.test('ASG-12 a decrement below the minimum is refused, and the member stays', async (t) => {
  const place = await conformancePlace(t);
  const InstanceId = await makeMember(place);
  await place.autoscaling.send(
    new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: place.name, MinSize: 1 }),
  );
  await t.rejects(
    place.autoscaling.send(
      new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity: true }),
    ),
    { name: 'ValidationError', message: /^Currently, desiredSize equals minSize \(1\)/ },
  );
  t.match((await seeGroup(place)).Instances, [{ InstanceId, LifecycleState: 'InService' }]);
});

t.test(
  'ASG-10 an end by id with decrement lowers the desired capacity at once, and leaves an activity',
  async (t) => {
    const place = await conformancePlace(t);
    const InstanceId = await makeMember(place);
    const { Activity } = await place.autoscaling.send(
      new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity: true }),
    );
    t.equal(Activity?.Description, `Terminating EC2 instance: ${InstanceId}`);
    t.equal((await seeGroup(place)).DesiredCapacity, 0);
    await place.until('the activity is done', 600, async () => {
      const { Activities = [] } = await place.autoscaling.send(
        new DescribeScalingActivitiesCommand({ AutoScalingGroupName: place.name }),
      );
      return Activities.find(
        (one) => one.ActivityId === Activity?.ActivityId && one.StatusCode === 'Successful',
      );
    });
    t.same((await seeGroup(place)).Instances, []);
  },
);

/** Makes a group with one member in service, and gives its id. */
async function makeMember(place: Place): Promise<string> {
  await makeGroup(place);
  await place.autoscaling.send(
    new SetDesiredCapacityCommand({ AutoScalingGroupName: place.name, DesiredCapacity: 1 }),
  );
  return place.until('the member is in service', 600, async () => {
    const { Instances = [] } = await seeGroup(place);
    return Instances.find(({ LifecycleState }) => LifecycleState === 'InService')?.InstanceId;
  });
}
