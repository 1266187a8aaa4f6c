import { DeregisterImageCommand, CreateImageCommand, DisableImageCommand } from '@aws-sdk/client-ec2';
import { SetDesiredCapacityCommand, UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import { addVersion, startGroup, type Grouped } from './scenario.ts';

t.test(
  "IMAGE-15 a group whose image was deregistered fails to launch, and says so in AWS's words",
  async (t) => {
    const g = await startGroup(t, 1);
    const imageId = await bakeAndUse(g);
    await g.ec2.send(new DeregisterImageCommand({ ImageId: imageId }));
    t.match(await failureAt(g, 2), {
      StatusCode: 'Failed',
      StatusMessage: `The AMI ID ${imageId} does not exist. Launching EC2 instance failed.`,
    });
    t.equal((await g.members('InService')).length, 1, 'what is there goes on');
  },
);

t.test('IMAGE-16 a group whose image is disabled fails to launch, and names the image', async (t) => {
  const g = await startGroup(t, 1);
  const imageId = await bakeAndUse(g);
  await g.ec2.send(new DisableImageCommand({ ImageId: imageId }));
  t.match((await failureAt(g, 2)).StatusMessage, imageId);
});

t.test('IMAGE-17 a group whose image is not made yet fails to launch, and says so', async (t) => {
  const g = await startGroup(t, 1, { LaunchTemplate: { LaunchTemplateName: 'web', Version: '$Latest' } });
  const [member = ''] = await g.members();
  g.machines.capture = () => Promise.withResolvers<undefined>().promise;
  const { ImageId } = await g.ec2.send(new CreateImageCommand({ InstanceId: member, Name: 'hello-1' }));
  addVersion(g, g.template, { ImageId });
  t.match(await failureAt(g, 2), { StatusMessage: /^AMI ami-\S+ is pending, and cannot be run\. / });
});

async function bakeAndUse(g: Grouped): Promise<string> {
  const [member = ''] = await g.members();
  const { ImageId = '' } = await g.ec2.send(new CreateImageCommand({ InstanceId: member, Name: 'hello-1' }));
  await g.clock.pass(0);
  const version = addVersion(g, g.template, { ImageId });
  await g.autoscaling.send(
    new UpdateAutoScalingGroupCommand({
      AutoScalingGroupName: 'web',
      LaunchTemplate: { LaunchTemplateId: g.template.id, Version: version },
    }),
  );
  return ImageId;
}

async function failureAt(g: Grouped, desired: number) {
  await g.autoscaling.send(
    new SetDesiredCapacityCommand({ AutoScalingGroupName: 'web', DesiredCapacity: desired }),
  );
  await g.clock.pass(0);
  const [newest] = await g.activities();
  if (newest === undefined) throw new Error('nothing was tried');
  return newest;
}
