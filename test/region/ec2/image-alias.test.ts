import { SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { CreateLaunchTemplateCommand, DescribeLaunchTemplateVersionsCommand } from '@aws-sdk/client-ec2';
import t from 'tap';

import { putParameter } from '../../../region/model/parameters.ts';
import { labelVersion } from '../../../region/model/parameter-versions.ts';
import type { Region } from '../../../region/region.ts';
import { addVersion, startGroup } from '../autoscaling/scenario.ts';
import { only, startEc2 } from './scenario.ts';

const NONE = 'ami-00000000000000000';

t.test('RESOLVE-9 an ImageId may name an SSM parameter, by its name, a version or a label', async (t) => {
  const r = await startEc2(t);
  put(r.region, r.baseImageId);
  labelVersion(r.region, '/hello/image', undefined, ['good']);
  put(r.region, NONE);
  for (const which of [':1', ':good']) {
    t.equal((await r.run({ ImageId: `resolve:ssm:/hello/image${which}` })).ImageId, r.baseImageId);
  }
  await t.rejects(r.run({ ImageId: 'resolve:ssm:/hello/image' }), { name: 'InvalidAMIID.NotFound' });
});

t.test('RESOLVE-10 a parameter that is not there, or holds no image id, is refused', async (t) => {
  const r = await startEc2(t);
  put(r.region, 'debian');
  await t.rejects(r.run({ ImageId: 'resolve:ssm:/hello/image' }), {
    name: 'InvalidParameterValue',
    message: /does not hold an AMI ID/,
  });
  for (const name of ['/other', '/hello/image:7', '/hello/image:label']) {
    await t.rejects(r.run({ ImageId: `resolve:ssm:${name}` }), { name: 'InvalidParameterValue' });
  }
});

t.test(
  'RESOLVE-11 DescribeLaunchTemplateVersions tells the parameter, and with ResolveAlias the image',
  async (t) => {
    const r = await startEc2(t);
    put(r.region, r.baseImageId);
    await r.ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: 'web',
        LaunchTemplateData: { ImageId: 'resolve:ssm:/hello/image' },
      }),
    );
    const imageId = async (ResolveAlias: boolean) => {
      const command = new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName: 'web', ResolveAlias });
      return only((await r.ec2.send(command)).LaunchTemplateVersions).LaunchTemplateData?.ImageId;
    };
    t.equal(await imageId(false), 'resolve:ssm:/hello/image');
    t.equal(await imageId(true), r.baseImageId);
  },
);

t.test("RESOLVE-12 a group looks its template's parameter up at each launch", async (t) => {
  const g = await startGroup(t, 1, { LaunchTemplate: { LaunchTemplateName: 'web', Version: '$Latest' } });
  const [image] = g.region.state.ec2.images;
  put(g.region, image?.imageId ?? '');
  addVersion(g, g.template, { ImageId: 'resolve:ssm:/hello/image' });
  const grow = async (desired: number) => {
    await g.autoscaling.send(
      new SetDesiredCapacityCommand({ AutoScalingGroupName: 'web', DesiredCapacity: desired }),
    );
    await g.clock.pass(0);
  };
  await grow(2);
  t.equal((await g.members('InService')).length, 2);
  put(g.region, NONE);
  await grow(3);
  t.match((await g.activities())[0], {
    StatusMessage: `The AMI ID ${NONE} does not exist. Launching EC2 instance failed.`,
  });
});

function put(region: Region, value: string) {
  return putParameter(region, { name: '/hello/image', value, type: 'String', overwrite: true });
}
