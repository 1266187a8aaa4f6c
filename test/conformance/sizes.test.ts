import { SetDesiredCapacityCommand, UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import { makeGroup, seeGroup } from './group.ts';
import { conformancePlace } from './place.ts';

t.test('ASG-5 a desired capacity above the maximum is refused, and nothing changes', async (t) => {
  const place = await conformancePlace(t);
  await makeGroup(place);
  const { name: AutoScalingGroupName, autoscaling } = place;
  await t.rejects(
    autoscaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: 3 })),
    { name: 'ValidationError', message: /above max value 2/ },
  );
  t.match(await seeGroup(place), { MinSize: 0, MaxSize: 2, DesiredCapacity: 0 });
});

t.test('ASG-5 a minimum above the maximum is refused', async (t) => {
  const place = await conformancePlace(t);
  await makeGroup(place);
  const { name: AutoScalingGroupName, autoscaling } = place;
  await t.rejects(
    autoscaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, MinSize: 3, MaxSize: 2 })),
    { name: 'ValidationError' },
  );
});

t.test(
  'ASG-4 a maximum below the desired capacity lowers it, a minimum above it lifts it, silently',
  async (t) => {
    const place = await conformancePlace(t);
    await makeGroup(place);
    const { name: AutoScalingGroupName, autoscaling } = place;
    await autoscaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, MinSize: 1 }));
    t.match(await seeGroup(place), { MinSize: 1, DesiredCapacity: 1 });
    await autoscaling.send(
      new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, MinSize: 0, MaxSize: 0 }),
    );
    t.match(await seeGroup(place), { MaxSize: 0, DesiredCapacity: 0 });
  },
);

t.test('ASG-32 a version of the template that is not there is refused', async (t) => {
  const place = await conformancePlace(t);
  await makeGroup(place);
  await t.rejects(
    place.autoscaling.send(
      new UpdateAutoScalingGroupCommand({
        AutoScalingGroupName: place.name,
        LaunchTemplate: { LaunchTemplateName: place.name, Version: '2' },
      }),
    ),
    { name: 'ValidationError', message: /^You must use a valid fully-formed launch template\./ },
  );
});
