import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DescribeImageReferencesCommand,
  type DescribeImageReferencesCommandInput,
} from '@aws-sdk/client-ec2';
import t from 'tap';

import { type Ec2Region, idOf, startEc2 } from './scenario.ts';

t.test(
  'IMAGE-12 DescribeImageReferences names the instances and launch templates that name an image',
  async (t) => {
    const r = await startEc2(t);
    const id = idOf((await r.run()).InstanceId);
    const template = await addTemplate(r);
    t.same(await references(r, { IncludeAllResourceTypes: true }), [
      `arn:aws:ec2:eu-test-1:000000000000:instance/${id}`,
      `arn:aws:ec2:eu-test-1:000000000000:launch-template/${template}`,
    ]);
    t.same(await references(r, { ResourceTypes: [{ ResourceType: 'ec2:LaunchTemplate' }] }), [
      `arn:aws:ec2:eu-test-1:000000000000:launch-template/${template}`,
    ]);
    const stopped = [{ OptionName: 'state-name' as const, OptionValues: ['stopped'] }];
    t.same(
      await references(r, {
        ResourceTypes: [{ ResourceType: 'ec2:Instance', ResourceTypeOptions: stopped }],
      }),
      [],
      'it is not stopped',
    );
  },
);

t.test(
  'IMAGE-13 of a launch template the newest ten versions are looked at, or as many as are asked for',
  async (t) => {
    const r = await startEc2(t);
    const template = await addTemplate(r);
    for (let version = 2; version <= 11; version += 1) {
      await r.ec2.send(
        new CreateLaunchTemplateVersionCommand({
          LaunchTemplateId: template,
          LaunchTemplateData: { ImageId: 'ami-00000000000000000' },
        }),
      );
    }
    const depth = (value: string): DescribeImageReferencesCommandInput['ResourceTypes'] => [
      {
        ResourceType: 'ec2:LaunchTemplate',
        ResourceTypeOptions: [{ OptionName: 'version-depth', OptionValues: [value] }],
      },
    ];
    t.same(await references(r, { IncludeAllResourceTypes: true }), []);
    t.equal((await references(r, { ResourceTypes: depth('11') })).length, 1);
    await t.rejects(references(r, { ResourceTypes: depth('0') }), { name: 'InvalidParameterValue' });
  },
);

t.test('IMAGE-14 it wants resource types, at most ten images, and images that exist', async (t) => {
  const r = await startEc2(t);
  await t.rejects(references(r, {}), { name: 'MissingParameter' });
  const all = { IncludeAllResourceTypes: true };
  const many = Array.from({ length: 11 }, () => r.baseImageId);
  await t.rejects(references(r, { ...all, ImageIds: many }), { name: 'InvalidParameterValue' });
  const none = ['ami-00000000000000000'];
  await t.rejects(references(r, { ...all, ImageIds: none }), { name: 'InvalidAMIID.NotFound' });
});

async function addTemplate(r: Ec2Region): Promise<string> {
  const { LaunchTemplate } = await r.ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: 'web',
      LaunchTemplateData: { ImageId: r.baseImageId },
    }),
  );
  return idOf(LaunchTemplate?.LaunchTemplateId);
}

async function references(r: Ec2Region, input: Partial<DescribeImageReferencesCommandInput>) {
  const answer = await r.ec2.send(
    new DescribeImageReferencesCommand({ ImageIds: [r.baseImageId], ...input }),
  );
  return answer.ImageReferences?.map(({ Arn }) => Arn) ?? [];
}
