import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DeleteLaunchTemplateCommand,
  DeleteLaunchTemplateVersionsCommand,
  DescribeLaunchTemplateVersionsCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import t from 'tap';

import { conformancePlace, type Place } from './place.ts';

t.test('EC2-32 the same call with the same ClientToken makes one version', async (t) => {
  const place = await conformancePlace(t);
  await makeTemplate(place);
  const again = new CreateLaunchTemplateVersionCommand({
    LaunchTemplateName: place.name,
    SourceVersion: '1',
    VersionDescription: 'two',
    LaunchTemplateData: { InstanceType: 't3.micro' },
    ClientToken: place.name,
  });
  const first = await place.ec2.send(again);
  const second = await place.ec2.send(again);
  t.equal(first.LaunchTemplateVersion?.VersionNumber, 2);
  t.equal(second.LaunchTemplateVersion?.VersionNumber, 2);
});

t.test('EC2-30 a new version takes from its source what it does not say itself', async (t) => {
  const place = await conformancePlace(t);
  await makeTemplate(place);
  const LaunchTemplateData = { InstanceType: 't3.micro' } as const;
  await place.ec2.send(
    new CreateLaunchTemplateVersionCommand({
      LaunchTemplateName: place.name,
      SourceVersion: '1',
      LaunchTemplateData,
    }),
  );
  const { LaunchTemplateVersions } = await place.ec2.send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName: place.name, Versions: ['2'] }),
  );
  t.match(LaunchTemplateVersions, [
    { LaunchTemplateData: { ImageId: place.imageId, InstanceType: 't3.micro' } },
  ]);
});

t.test(
  'EC2-33 the default version is not deleted, and the call says so for that version alone',
  async (t) => {
    const place = await conformancePlace(t);
    await makeTemplate(place);
    const answer = await place.ec2.send(
      new DeleteLaunchTemplateVersionsCommand({ LaunchTemplateName: place.name, Versions: ['1'] }),
    );
    t.match(answer.UnsuccessfullyDeletedLaunchTemplateVersions, [{ VersionNumber: 1 }]);
  },
);

t.test('EC2-13 a dry run of a template that can be launched is answered DryRunOperation', async (t) => {
  const place = await conformancePlace(t);
  await makeTemplate(place);
  const LaunchTemplate = { LaunchTemplateName: place.name, Version: '1' };
  await t.rejects(
    place.ec2.send(
      new RunInstancesCommand({
        LaunchTemplate,
        SubnetId: place.subnetIds[0],
        MinCount: 1,
        MaxCount: 1,
        DryRun: true,
      }),
    ),
    { name: 'DryRunOperation' },
  );
});

async function makeTemplate({ ec2, name, imageId, remove }: Place): Promise<void> {
  const LaunchTemplateData = { ImageId: imageId, InstanceType: 't3.nano' } as const;
  await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: name, LaunchTemplateData }));
  remove(() => ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateName: name })));
}
