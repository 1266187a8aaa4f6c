import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import {
  CreateOrUpdateTagsCommand,
  DescribeAutoScalingGroupsCommand,
  StartInstanceRefreshCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CreateLaunchTemplateVersionCommand,
  DescribeLaunchTemplateVersionsCommand,
} from '@aws-sdk/client-ec2';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { LIFECYCLE } from '../../cli/lifecycle.ts';
import { adopt } from '../../release/adopt.ts';
import { rollTo } from '../../release/release.ts';
import { tidy } from '../../release/tidy.ts';
import { packageRoot } from '../../world/places.ts';
import { testServer } from '../postgres.ts';
import { stand } from './stand.ts';

const server = await testServer(t);

async function standing(t: import('tap').Test) {
  const place = await stand(t, await server.database());
  const { autoscaling, ec2 } = place.model;
  const AutoScalingGroupName = place.made.group;
  const groupNow = async () => {
    const command = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [AutoScalingGroupName] });
    return (await autoscaling.send(command)).AutoScalingGroups?.[0];
  };
  const template = (await groupNow())?.LaunchTemplate?.LaunchTemplateId ?? '';
  const versions = async () => {
    const command = new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: template });
    return ((await ec2.send(command)).LaunchTemplateVersions ?? []).map(({ VersionNumber }) => VersionNumber);
  };
  const write = (Version: string) =>
    autoscaling.send(
      new UpdateAutoScalingGroupCommand({
        AutoScalingGroupName,
        LaunchTemplate: { LaunchTemplateId: template, Version },
      }),
    );
  await autoscaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, DesiredCapacity: 2 }));
  await place.model.clock.pass(120);
  return { ...place, autoscaling, ec2, AutoScalingGroupName, groupNow, template, versions, write };
}

t.test('tidy finishes what a roll left of the group, and what somebody else made stays', async (t) => {
  const place = await standing(t);
  const { autoscaling, ec2, AutoScalingGroupName, template } = place;
  const anna = await place.session('anna');
  const { roll } = await rollTo(anna, { release: await place.release(1), kind: 'roll', why: undefined });
  const make = async (VersionDescription: string) => {
    const order = {
      LaunchTemplateId: template,
      SourceVersion: '1',
      VersionDescription,
      LaunchTemplateData: { InstanceType: 't3.micro' as const },
    };
    return (await ec2.send(new CreateLaunchTemplateVersionCommand(order))).LaunchTemplateVersion
      ?.VersionNumber;
  };
  const orphan = await make(`bakeroll ${roll} v1, from version 1`);
  const unknown = await make('bakeroll r-nobody v1, from version 1');
  const tag = {
    ResourceId: AutoScalingGroupName,
    ResourceType: 'auto-scaling-group',
    PropagateAtLaunch: false,
  };
  await autoscaling.send(
    new CreateOrUpdateTagsCommand({ Tags: [{ ...tag, Key: 'bakeroll:phase', Value: 'back' }] }),
  );

  const [tidied] = await tidy(anna);
  t.match(tidied?.did, [
    new RegExp(`deleted version ${String(orphan)} of the template`),
    /the tags bakeroll:phase off/,
  ]);
  t.strictSame(tidied?.left, []);
  t.ok((await place.versions()).includes(unknown), 'of a roll that nobody knows');
  t.match(await tidy(anna), [{ did: [], left: [] }], 'typed twice nothing is left');
});

t.test('tidy and adopt want every roll to have ended', async (t) => {
  const place = await standing(t);
  const anna = await place.session('anna');
  const stored = { kind: 'roll', release: 1, image: 'ami-1', by: 'anna', resolved: {} } as const;
  await anna.ledger.record({ type: 'roll-began', ...stored }, { environment: 'dev', roll: 'r-1' });
  const refusal = {
    code: 'resting',
    what: /r-1 to v1 has not come to its end/,
    next: /bakeroll resume dev r-1/,
  };
  await t.rejects(tidy(anna), refusal);
  await t.rejects(adopt(anna), refusal);
});

t.test('adopt writes the number where a group is on $Latest or $Default, and launches nothing', async (t) => {
  const place = await standing(t);
  const anna = await place.session('anna');
  const before = (await place.groupNow())?.Instances?.map(({ InstanceId }) => InstanceId);
  for (const was of ['$Latest', '$Default']) {
    await place.write(was);
    const [adopted] = await adopt(anna);
    t.match(adopted, { was, version: 1, wrote: true, image: /^ami-/, others: [] });
    t.equal((await place.groupNow())?.LaunchTemplate?.Version, '1');
  }
  t.match(await adopt(anna), [{ was: '1', wrote: false }], 'typed twice it is so already');
  t.strictSame(
    (await place.groupNow())?.Instances?.map(({ InstanceId }) => InstanceId),
    before,
  );
});

t.test('adopt writes the id of an image that was looked up', async (t) => {
  const place = await standing(t);
  const { model, ec2, template } = place;
  const image = place.image('looked up');
  const credentials = { accessKeyId: model.accessKey, secretAccessKey: 'secret' };
  const ssm = new SSMClient({ region: model.region.name, endpoint: model.endpoint, credentials });
  t.teardown(() => {
    ssm.destroy();
  });
  await ssm.send(new PutParameterCommand({ Name: '/image', Value: image, Type: 'String' }));
  const order = {
    LaunchTemplateId: template,
    SourceVersion: '1',
    LaunchTemplateData: { ImageId: 'resolve:ssm:/image' },
  };
  await ec2.send(new CreateLaunchTemplateVersionCommand(order));
  await place.write('$Latest');
  const [adopted] = await adopt(await place.session('anna'));
  t.match(adopted, { was: '$Latest', version: 3, image, wrote: true });
  t.ok((adopted?.others.length ?? 0) > 0, 'those that run the version before are told');
  t.equal((await place.groupNow())?.LaunchTemplate?.Version, '3');
});

t.test('adopt refuses a group that an instance refresh is at', async (t) => {
  const place = await standing(t);
  const { autoscaling, AutoScalingGroupName } = place;
  await autoscaling.send(new StartInstanceRefreshCommand({ AutoScalingGroupName }));
  await t.rejects(adopt(await place.session('anna')), {
    code: 'group-unfit',
    what: /instance refresh .* is under way/,
  });
});

t.test('the blocks for Terraform are those of its page', (t) => {
  const page = readFileSync(join(packageRoot(), 'docs', 'terraform.md'), 'utf8');
  for (const line of LIFECYCLE.filter((one) => one.includes('ignore_changes')))
    t.ok(page.includes(line.trim()), line);
  t.end();
});
