import {
  CopyImageCommand,
  type CopyImageCommandInput,
  DeregisterImageCommand,
  DescribeImageAttributeCommand,
  DescribeImagesCommand,
  DescribeSnapshotsCommand,
  type EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import t from 'tap';

import { idOf, only } from '../ec2/scenario.ts';
import { OTHER, startSharing, type Sharing } from './scenario.ts';

async function copyIn(client: EC2Client, { imageId }: Sharing, input: Partial<CopyImageCommandInput> = {}) {
  const order = { SourceImageId: imageId, SourceRegion: 'eu-test-1', Name: 'hello-7', ...input };
  return idOf((await client.send(new CopyImageCommand(order))).ImageId);
}

async function see(client: EC2Client, id: string) {
  return only((await client.send(new DescribeImagesCommand({ ImageIds: [id] }))).Images);
}

t.test(
  'COPY-1 a copy in another region is pending, then available; it tells what it is a copy of',
  async (t) => {
    const s = await startSharing(t);
    const { ec2 } = s.r.clients({ name: 'eu-test-2' });
    const id = await copyIn(ec2, s);
    t.not(id, s.imageId);
    t.match(await see(ec2, id), {
      ...{ State: 'pending', Name: 'hello-7', SourceImageId: s.imageId, SourceImageRegion: 'eu-test-1' },
    });
    const run = new RunInstancesCommand({ ImageId: id, InstanceType: 't3.small', MinCount: 1, MaxCount: 1 });
    await t.rejects(ec2.send(run), { name: 'InvalidAMIID.Unavailable' });
    await s.r.clock.pass(1);
    t.equal((await see(ec2, id)).State, 'available');
    const { Instances = [] } = await ec2.send(run);
    await s.r.settle();
    t.match(s.r.machines.up.get(Instances[0]?.InstanceId ?? ''), {
      ...{ layers: [s.imageId, 'base'], region: 'eu-test-2' },
    });
  },
);

t.test('COPY-2 a copy outlives what it is a copy of', async (t) => {
  const s = await startSharing(t);
  const { ec2 } = s.r.clients({ name: 'eu-test-2' });
  const id = await copyIn(ec2, s);
  await s.r.ec2.send(new DeregisterImageCommand({ ImageId: s.imageId, DeleteAssociatedSnapshots: true }));
  await s.r.clock.pass(1);
  t.equal((await see(ec2, id)).State, 'available');
  t.ok(s.r.machines.layers.has(s.imageId));
});

t.test('COPY-3 it has a snapshot of its own, which says where it comes from', async (t) => {
  const s = await startSharing(t);
  const { ec2 } = s.r.clients({ name: 'eu-test-2' });
  const id = await copyIn(ec2, s);
  const snapshots = async () =>
    (await ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'] }))).Snapshots;
  t.match(await snapshots(), [{ State: 'pending', VolumeId: 'vol-ffffffff' }]);
  await s.r.clock.pass(1);
  const snapshot = only(await snapshots());
  t.equal(snapshot.State, 'completed');
  t.match(
    snapshot.Description,
    `Copied for DestinationAmi ${id} from SourceAmi ${s.imageId} for SourceSnapshot ${s.snapshotId}.`,
  );
  t.not(snapshot.SnapshotId, s.snapshotId);
});

t.test('COPY-4 tags are copied with CopyImageTags alone; permissions never are', async (t) => {
  const s = await startSharing(t);
  const { ec2 } = s.r.clients({ name: 'eu-test-2' });
  await s.shareWith([{ UserId: OTHER }]);
  t.same((await see(ec2, await copyIn(ec2, s))).Tags, []);
  const id = await copyIn(ec2, s, {
    ...{ Name: 'hello-7-tagged', CopyImageTags: true },
    TagSpecifications: [{ ResourceType: 'image', Tags: [{ Key: 'copied', Value: 'yes' }] }],
  });
  t.same((await see(ec2, id)).Tags, [
    { Key: 'release', Value: '7' },
    { Key: 'copied', Value: 'yes' },
  ]);
  const permissions = new DescribeImageAttributeCommand({ ImageId: id, Attribute: 'launchPermission' });
  t.same((await ec2.send(permissions)).LaunchPermissions, []);
});

t.test(
  "COPY-5 another account's image is copied only when its snapshot is shared too, and without its tags",
  async (t) => {
    const s = await startSharing(t);
    await t.rejects(copyIn(s.other.ec2, s), { name: 'AuthFailure' });
    await s.shareWith([{ UserId: OTHER }]);
    await t.rejects(copyIn(s.other.ec2, s), {
      name: 'InvalidRequest',
      message: 'You do not have permission to access the storage of this ami',
    });
    await s.shareSnapshot();
    for (const name of ['eu-test-1', 'eu-test-2']) {
      const { ec2 } = s.r.clients({ account: 'other', name });
      const id = await copyIn(ec2, s, { CopyImageTags: true });
      t.match(await see(ec2, id), { OwnerId: OTHER, Tags: [], SourceImageId: s.imageId });
    }
  },
);

t.test('COPY-6 the same ClientToken copies once', async (t) => {
  const s = await startSharing(t);
  const { ec2 } = s.r.clients({ name: 'eu-test-2' });
  const id = await copyIn(ec2, s, { ClientToken: 'once' });
  t.equal(await copyIn(ec2, s, { ClientToken: 'once' }), id);
  await t.rejects(copyIn(ec2, s, { ClientToken: 'once', Name: 'hello-8' }), {
    name: 'IdempotentParameterMismatch',
  });
});

t.test(
  'COPY-7 a name that is taken, a region that is none and an image that is not made are refused',
  async (t) => {
    const s = await startSharing(t);
    const { ec2 } = s.r.clients({ name: 'eu-test-2' });
    const id = await copyIn(ec2, s);
    await t.rejects(copyIn(ec2, s), { name: 'InvalidAMIName.Duplicate' });
    await t.rejects(copyIn(ec2, s, { Name: '§' }), { name: 'InvalidAMIName.Malformed' });
    await t.rejects(copyIn(ec2, s, { Name: 'other', SourceRegion: 'mars-north-1' }), {
      name: 'InvalidParameterValue',
    });
    await t.rejects(copyIn(s.r.ec2, s, { Name: 'back', SourceImageId: id, SourceRegion: 'eu-test-2' }), {
      name: 'InvalidRequest',
    });
    await t.rejects(copyIn(ec2, s, { Name: 'none', SourceImageId: 'ami-00000000000000000' }), {
      name: 'InvalidAMIID.NotFound',
    });
  },
);
