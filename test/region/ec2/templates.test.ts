import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  type CreateLaunchTemplateVersionCommandInput,
  DeleteLaunchTemplateCommand,
  DeleteLaunchTemplateVersionsCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeLaunchTemplatesCommand,
  ModifyLaunchTemplateCommand,
} from '@aws-sdk/client-ec2';
import t from 'tap';

import { findTemplateVersion } from '../../../region/model/ec2/templates.ts';
import { type Ec2Region, idOf, startEc2 } from './scenario.ts';

t.test('EC2-29 a template is made with its version 1, which is its default', async (t) => {
  const r = await startEc2(t);
  const reply = await r.ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: 'web',
      VersionDescription: 'the first',
      LaunchTemplateData: { ImageId: r.baseImageId, MetadataOptions: { HttpTokens: 'required' } },
      TagSpecifications: [{ ResourceType: 'launch-template', Tags: [{ Key: 'team', Value: 'blue' }] }],
    }),
  );
  t.match(reply.LaunchTemplate, {
    DefaultVersionNumber: 1,
    LatestVersionNumber: 1,
    Tags: [{ Key: 'team', Value: 'blue' }],
  });
  t.match(await versions(r, 'web'), [
    {
      VersionNumber: 1,
      VersionDescription: 'the first',
      DefaultVersion: true,
      LaunchTemplateData: { ImageId: r.baseImageId, MetadataOptions: { HttpTokens: 'required' } },
    },
  ]);
});

t.test(
  'EC2-30 a new version takes from its source what it does not say itself; without one, nothing',
  async (t) => {
    const r = await startEc2(t);
    await addTemplate(r, 'web');
    await addVersion(r, { SourceVersion: '1', LaunchTemplateData: { InstanceType: 't3.large' } });
    await addVersion(r, { LaunchTemplateData: { InstanceType: 't3.large' } });
    const [third, second] = await versions(r, 'web');
    t.same(second?.LaunchTemplateData, { ImageId: r.baseImageId, InstanceType: 't3.large' });
    t.same(third?.LaunchTemplateData, { InstanceType: 't3.large' });
  },
);

t.test('EC2-31 $Latest is the newest version, $Default the chosen one, and a number itself', async (t) => {
  const r = await startEc2(t);
  const id = await addTemplate(r, 'web');
  await addVersion(r, {});
  const number = (version?: string) => findTemplateVersion(r.region, { name: 'web', version }).number;
  t.same([number('$Latest'), number('$Default'), number(), number('1')], [2, 1, 1, 1]);
  await r.ec2.send(new ModifyLaunchTemplateCommand({ LaunchTemplateId: id, DefaultVersion: '2' }));
  t.equal(number('$Default'), 2);
  t.throws(() => number('3'), { code: 'InvalidLaunchTemplateId.VersionNotFound' });
  t.throws(() => number('newest'), { code: 'InvalidParameterValue' });
});

t.test('EC2-32 the same call with the same ClientToken makes one version', async (t) => {
  const r = await startEc2(t);
  await addTemplate(r, 'web');
  const first = await addVersion(r, { ClientToken: 'roll-1' });
  const again = await addVersion(r, { ClientToken: 'roll-1' });
  t.equal(first, 2);
  t.equal(again, 2);
  await t.rejects(addVersion(r, { ClientToken: 'roll-1', VersionDescription: 'another' }), {
    name: 'IdempotentParameterMismatch',
  });
});

t.test(
  'EC2-33 the number of a deleted version is never given again, and the default one stays',
  async (t) => {
    const r = await startEc2(t);
    await addTemplate(r, 'web');
    await addVersion(r, {});
    const reply = await r.ec2.send(
      new DeleteLaunchTemplateVersionsCommand({ LaunchTemplateName: 'web', Versions: ['1', '2', '9'] }),
    );
    t.match(reply.SuccessfullyDeletedLaunchTemplateVersions, [{ VersionNumber: 2 }]);
    t.match(reply.UnsuccessfullyDeletedLaunchTemplateVersions, [
      { VersionNumber: 1, ResponseError: { Code: 'unexpectedError' } },
      { VersionNumber: 9, ResponseError: { Code: 'launchTemplateVersionDoesNotExist' } },
    ]);
    t.equal(await addVersion(r, {}), 3);
  },
);

t.test('EC2-34 versions are told newest first, or those that are named', async (t) => {
  const r = await startEc2(t);
  await addTemplate(r, 'web');
  await addVersion(r, {});
  await addVersion(r, {});
  t.same(
    (await versions(r, 'web')).map(({ VersionNumber }) => VersionNumber),
    [3, 2, 1],
  );
  t.same(
    (await versions(r, 'web', ['$Default', '2'])).map(({ VersionNumber }) => VersionNumber),
    [1, 2],
  );
});

t.test(
  'EC2-35 a template that does not exist, is there already, or is named wrongly is refused',
  async (t) => {
    const r = await startEc2(t);
    const id = await addTemplate(r, 'web');
    await t.rejects(addTemplate(r, 'web'), { name: 'InvalidLaunchTemplateName.AlreadyExistsException' });
    await t.rejects(addTemplate(r, 'a b'), { name: 'InvalidLaunchTemplateName.MalformedException' });
    await t.rejects(versions(r, 'api'), { name: 'InvalidLaunchTemplateName.NotFoundException' });
    const find = (LaunchTemplateIds: string[]) =>
      r.ec2.send(new DescribeLaunchTemplatesCommand({ LaunchTemplateIds }));
    await t.rejects(find(['lt-00000000000000000']), { name: 'InvalidLaunchTemplateId.NotFound' });
    await t.rejects(find(['web']), { name: 'InvalidLaunchTemplateId.Malformed' });
    await r.ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateId: id }));
    await t.rejects(find([id]), { name: 'InvalidLaunchTemplateId.NotFound' });
  },
);

t.test('EC2-36 the description of a version has at most 255 characters', async (t) => {
  const r = await startEc2(t);
  await addTemplate(r, 'web');
  await t.resolves(addVersion(r, { VersionDescription: 'x'.repeat(255) }));
  await t.rejects(addVersion(r, { VersionDescription: 'x'.repeat(256) }), { name: 'InvalidParameterValue' });
});

async function addTemplate(r: Ec2Region, name: string): Promise<string> {
  const data = { ImageId: r.baseImageId, InstanceType: 't3.small' } as const;
  const { LaunchTemplate } = await r.ec2.send(
    new CreateLaunchTemplateCommand({ LaunchTemplateName: name, LaunchTemplateData: data }),
  );
  return idOf(LaunchTemplate?.LaunchTemplateId);
}

/** Adds a version to the template `web`. @returns its number */
async function addVersion(
  r: Ec2Region,
  input: Partial<CreateLaunchTemplateVersionCommandInput>,
): Promise<number | undefined> {
  const command = new CreateLaunchTemplateVersionCommand({
    LaunchTemplateName: 'web',
    SourceVersion: input.LaunchTemplateData === undefined ? '1' : undefined,
    LaunchTemplateData: { InstanceType: 't3.small' },
    ...input,
  });
  return (await r.ec2.send(command)).LaunchTemplateVersion?.VersionNumber;
}

async function versions(r: Ec2Region, name: string, Versions?: string[]) {
  const command = new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName: name, Versions });
  return (await r.ec2.send(command)).LaunchTemplateVersions ?? [];
}
