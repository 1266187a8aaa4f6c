import {
  DescribeImageAttributeCommand,
  DescribeImagesCommand,
  type DescribeImagesCommandInput,
  DescribeSnapshotAttributeCommand,
  DescribeSnapshotsCommand,
  DisableImageCommand,
  type EC2Client,
  ModifyImageAttributeCommand,
  ModifySnapshotAttributeCommand,
  DeregisterImageCommand,
  ResetImageAttributeCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import t from 'tap';

import { OTHER, OWN, startSharing } from './scenario.ts';

async function imageIds(
  client: EC2Client,
  input: DescribeImagesCommandInput,
): Promise<(string | undefined)[]> {
  const { Images = [] } = await client.send(new DescribeImagesCommand(input));
  return Images.map(({ ImageId }) => ImageId);
}

function runOf(ImageId: string) {
  return new RunInstancesCommand({ ImageId, InstanceType: 't3.small', MinCount: 1, MaxCount: 1 });
}

t.test('SHARE-1 what is not shared is neither found nor launched by another account', async (t) => {
  const { imageId, other } = await startSharing(t);
  t.same(await imageIds(other.ec2, { Owners: [OWN] }), []);
  const refusal = { name: 'AuthFailure', message: `Not authorized for images: [${imageId}]` };
  await t.rejects(other.ec2.send(new DescribeImagesCommand({ ImageIds: [imageId] })), refusal);
  await t.rejects(other.ec2.send(runOf(imageId)), refusal);
});

t.test(
  'SHARE-2 an account that an image is shared with finds it without its tags, and launches it',
  async (t) => {
    const { r, imageId, other, shareWith } = await startSharing(t);
    await shareWith([{ UserId: OTHER }]);
    const { Images } = await other.ec2.send(new DescribeImagesCommand({ ImageIds: [imageId] }));
    t.match(Images, [{ ImageId: imageId, OwnerId: OWN, Public: false, Tags: [] }]);
    t.same(await imageIds(other.ec2, { Filters: [{ Name: 'tag:release', Values: ['7'] }] }), []);
    t.same(await imageIds(r.ec2, { Filters: [{ Name: 'tag:release', Values: ['7'] }] }), [imageId]);
    const { Instances = [] } = await other.ec2.send(runOf(imageId));
    await r.settle();
    t.match(r.machines.up.get(Instances[0]?.InstanceId ?? ''), {
      layers: [imageId, 'base'],
      accountId: OTHER,
    });
  },
);

t.test(
  'SHARE-3 ExecutableUsers finds what is shared with oneself or with all, Owners whose it is',
  async (t) => {
    const { r, imageId, other, shareWith } = await startSharing(t);
    const users = (client: EC2Client, user: string) => imageIds(client, { ExecutableUsers: [user] });
    await shareWith([{ UserId: OTHER }]);
    t.same(await users(other.ec2, 'self'), [imageId]);
    t.same(await users(r.ec2, OTHER), [imageId]);
    t.same(await users(r.ec2, 'self'), []);
    t.same(await users(other.ec2, 'all'), [r.baseImageId]);
    t.same(await imageIds(other.ec2, { Owners: [OWN] }), [imageId]);
    t.same(await imageIds(other.ec2, { Owners: ['self'] }), []);
    await shareWith([{ Group: 'all' }]);
    t.same(await users(other.ec2, 'all'), [r.baseImageId, imageId]);
    const { Images } = await r.ec2.send(new DescribeImagesCommand({ ImageIds: [imageId] }));
    t.equal(Images?.[0]?.Public, true);
  },
);

t.test('SHARE-4 launch permissions are told to the owner alone, are taken back, and are reset', async (t) => {
  const { r, imageId, other, shareWith } = await startSharing(t);
  const permissions = async () =>
    (await r.ec2.send(new DescribeImageAttributeCommand({ ImageId: imageId, Attribute: 'launchPermission' })))
      .LaunchPermissions;
  await shareWith([{ UserId: OTHER }, { Group: 'all' }]);
  await shareWith([{ UserId: OTHER }]);
  t.same(await permissions(), [{ UserId: OTHER }, { Group: 'all' }]);
  await t.rejects(
    other.ec2.send(new DescribeImageAttributeCommand({ ImageId: imageId, Attribute: 'launchPermission' })),
    { name: 'AuthFailure' },
  );
  await r.ec2.send(
    new ModifyImageAttributeCommand({ ImageId: imageId, LaunchPermission: { Remove: [{ Group: 'all' }] } }),
  );
  t.same(await permissions(), [{ UserId: OTHER }]);
  await r.ec2.send(new ResetImageAttributeCommand({ ImageId: imageId, Attribute: 'launchPermission' }));
  t.same(await permissions(), []);
});

t.test('SHARE-5 they are given by lists, or by an operation, its users and its groups', async (t) => {
  const { r, imageId } = await startSharing(t);
  const modify = (OperationType: 'add' | 'remove') =>
    r.ec2.send(
      new ModifyImageAttributeCommand({
        ...{ ImageId: imageId, Attribute: 'launchPermission', OperationType, UserIds: [OTHER] },
      }),
    );
  await modify('add');
  t.same(await imageIds(r.ec2, { ExecutableUsers: [OTHER] }), [imageId]);
  await modify('remove');
  t.same(await imageIds(r.ec2, { ExecutableUsers: [OTHER] }), []);
  await t.rejects(
    r.ec2.send(
      new ModifyImageAttributeCommand({ ImageId: imageId, LaunchPermission: { Add: [{ UserId: 'bob' }] } }),
    ),
    { name: 'InvalidAMIAttributeItemValue' },
  );
});

t.test(
  'SHARE-6 what was launched goes on when an image is shared no more, disabled or deregistered',
  async (t) => {
    const { r, imageId, other, shareWith } = await startSharing(t);
    await shareWith([{ UserId: OTHER }]);
    const { Instances = [] } = await other.ec2.send(runOf(imageId));
    const InstanceIds = Instances.map(({ InstanceId = '' }) => InstanceId);
    await r.settle();
    await r.ec2.send(new DisableImageCommand({ ImageId: imageId }));
    await t.rejects(other.ec2.send(runOf(imageId)), { name: 'AuthFailure' });
    await r.ec2.send(new DeregisterImageCommand({ ImageId: imageId }));
    await r.settle();
    t.ok(r.machines.up.has(InstanceIds[0] ?? ''));
    t.ok(r.machines.layers.has(imageId), 'its disk is kept while an instance stands on it');
    await other.ec2.send(new TerminateInstancesCommand({ InstanceIds }));
    await r.settle();
    t.notOk(r.machines.layers.has(imageId));
  },
);

t.test('SHARE-7 a snapshot is shared by itself, and is found without its tags', async (t) => {
  const { r, snapshotId, other, shareSnapshot } = await startSharing(t);
  const found = async (input: object) =>
    (await other.ec2.send(new DescribeSnapshotsCommand(input))).Snapshots ?? [];
  t.same(await found({}), []);
  await t.rejects(found({ SnapshotIds: [snapshotId] }), { name: 'InvalidSnapshot.NotFound' });
  await shareSnapshot();
  t.match(await found({ RestorableByUserIds: ['self'] }), [
    { SnapshotId: snapshotId, OwnerId: OWN, State: 'completed', Tags: [] },
  ]);
  t.same(await found({ OwnerIds: ['self'] }), []);
  t.match(
    await r.ec2.send(
      new DescribeSnapshotAttributeCommand({ SnapshotId: snapshotId, Attribute: 'createVolumePermission' }),
    ),
    { CreateVolumePermissions: [{ UserId: OTHER }] },
  );
  await r.ec2.send(
    new ModifySnapshotAttributeCommand({
      ...{ SnapshotId: snapshotId, Attribute: 'createVolumePermission', OperationType: 'remove' },
      UserIds: [OTHER],
    }),
  );
  t.same(await found({}), []);
});

t.test("SHARE-8 another account's image is neither changed nor deregistered", async (t) => {
  const { imageId, other, shareWith } = await startSharing(t);
  await shareWith([{ UserId: OTHER }]);
  await t.rejects(other.ec2.send(new DeregisterImageCommand({ ImageId: imageId })), { name: 'AuthFailure' });
  const LaunchPermission = { Add: [{ Group: 'all' as const }] };
  await t.rejects(other.ec2.send(new ModifyImageAttributeCommand({ ImageId: imageId, LaunchPermission })), {
    name: 'AuthFailure',
  });
});
