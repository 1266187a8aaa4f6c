import {
  CreateImageCommand,
  DeleteSnapshotCommand,
  DeregisterImageCommand,
  DescribeImagesCommand,
  type DescribeImagesCommandInput,
  DescribeSnapshotsCommand,
  ModifyImageAttributeCommand,
} from '@aws-sdk/client-ec2';
import t from 'tap';

import { captures } from '../../../region/model/ec2/captures.ts';
import { terminate } from '../../../region/model/ec2/terminate.ts';
import { type Ec2Region, idOf, only, startEc2 } from './scenario.ts';

t.test(
  'EC2-19 an image is pending when CreateImage answers, and available when the disk is kept',
  async (t) => {
    const r = await startEc2(t);
    const keep = r.holdCaptures();
    const { id, imageId } = await bake(r, 'hello-1');
    t.match(await seeImage(r, imageId), {
      State: 'pending',
      Name: 'hello-1',
      OwnerId: '000000000000',
      SourceInstanceId: id,
    });
    keep();
    await r.settle();
    t.match(await seeImage(r, imageId), {
      State: 'available',
      Architecture: 'x86_64',
      RootDeviceName: '/dev/xvda',
    });
    t.same([...r.machines.layers], [imageId]);
    const next = idOf((await r.run({ ImageId: imageId })).InstanceId);
    await r.settle();
    t.same(r.machines.up.get(next)?.layers, [imageId, 'base']);
  },
);

t.test('EC2-20 the name of an image is well formed, and one of a kind in the account', async (t) => {
  const r = await startEc2(t);
  const { id, imageId } = await bake(r, 'hello-1');
  await t.rejects(r.ec2.send(new CreateImageCommand({ InstanceId: id, Name: 'hello-1' })), {
    name: 'InvalidAMIName.Duplicate',
    message: `AMI name hello-1 is already in use by AMI ${imageId}`,
  });
  await t.rejects(r.ec2.send(new CreateImageCommand({ InstanceId: id, Name: 'a:b' })), {
    name: 'InvalidAMIName.Malformed',
  });
  await r.ec2.send(new DeregisterImageCommand({ ImageId: imageId }));
  await t.resolves(r.ec2.send(new CreateImageCommand({ InstanceId: id, Name: 'hello-1' })));
});

t.test(
  'EC2-21 an image can be made of a running or stopped instance alone, and launched when it is available',
  async (t) => {
    const r = await startEc2(t);
    const ending = idOf((await r.run()).InstanceId);
    r.holdCaptures();
    const { imageId } = await bake(r, 'hello-1');
    await t.rejects(r.run({ ImageId: imageId }), { name: 'InvalidAMIID.Unavailable' });
    terminate(r.region, ending);
    const order = new CreateImageCommand({ InstanceId: ending, Name: 'too-late' });
    await t.rejects(r.ec2.send(order), { name: 'IncorrectState' });
  },
);

t.test('EC2-22 an image whose instance ends before its disk is kept has failed', async (t) => {
  const r = await startEc2(t);
  const { id, imageId } = await bake(r, 'hello-1', () => {
    r.stopHeart();
  });
  const instance = r.region.state.ec2.instances.find((one) => one.instanceId === id);
  if (instance !== undefined) instance.state = 'terminated';
  captures.advance(r.region);
  t.match(await seeImage(r, imageId), { State: 'failed', StateReason: { Code: 'Server.InternalError' } });
});

t.test(
  'EC2-23 a deregistered image is gone; instances go on, and its disk goes with the last of them',
  async (t) => {
    const r = await startEc2(t);
    const { id, imageId } = await bake(r, 'hello-1');
    await r.settle();
    const user = idOf((await r.run({ ImageId: imageId })).InstanceId);
    await r.settle();
    terminate(r.region, id);
    await r.ec2.send(new DeregisterImageCommand({ ImageId: imageId }));
    await r.settle();
    await t.rejects(seeImage(r, imageId), { name: 'InvalidAMIID.NotFound' });
    t.equal((await r.see(user)).State?.Name, 'running');
    t.same([...r.machines.layers], [imageId]);
    terminate(r.region, user);
    await r.settle();
    t.same([...r.machines.layers], []);
  },
);

t.test('EC2-24 an image has a snapshot, which cannot be deleted before it', async (t) => {
  const r = await startEc2(t);
  const { id, imageId } = await bake(r, 'hello-1');
  await r.settle();
  const { Snapshots } = await r.ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'] }));
  const snapshot = only(Snapshots);
  t.match(snapshot, { Description: `Created by CreateImage(${id}) for ${imageId}`, State: 'completed' });
  t.equal((await seeImage(r, imageId)).BlockDeviceMappings?.[0]?.Ebs?.SnapshotId, snapshot.SnapshotId);
  const remove = new DeleteSnapshotCommand({ SnapshotId: snapshot.SnapshotId });
  await t.rejects(r.ec2.send(remove), { name: 'InvalidSnapshot.InUse', message: new RegExp(imageId) });
  await r.ec2.send(new DeregisterImageCommand({ ImageId: imageId }));
  await r.ec2.send(remove);
  await t.rejects(r.ec2.send(remove), { name: 'InvalidSnapshot.NotFound' });
});

t.test('EC2-25 DeregisterImage takes the snapshot along when it is told to', async (t) => {
  const r = await startEc2(t);
  const { imageId } = await bake(r, 'hello-1');
  await r.settle();
  const reply = await r.ec2.send(
    new DeregisterImageCommand({ ImageId: imageId, DeleteAssociatedSnapshots: true }),
  );
  t.match(reply, { Return: true, DeleteSnapshotResults: [{ ReturnCode: 'success' }] });
  t.same((await r.ec2.send(new DescribeSnapshotsCommand({}))).Snapshots, []);
});

t.test('EC2-26 images are found by id, owner and filters, in which * and ? stand for others', async (t) => {
  const r = await startEc2(t);
  const { imageId } = await bake(r, 'hello-1');
  const found = async (input: DescribeImagesCommandInput) =>
    (await r.ec2.send(new DescribeImagesCommand(input))).Images?.map(({ ImageId }) => ImageId);
  t.same(await found({}), [r.baseImageId, imageId]);
  t.same(await found({ Owners: ['self'] }), [imageId]);
  t.same(await found({ Owners: ['136693071363'], Filters: [{ Name: 'name', Values: ['debian-12-*'] }] }), [
    r.baseImageId,
  ]);
  t.same(await found({ Filters: [{ Name: 'name', Values: ['hello-?', 'nothing'] }] }), [imageId]);
  t.same(
    await found({
      Filters: [
        { Name: 'name', Values: ['hello-?'] },
        { Name: 'state', Values: ['failed'] },
      ],
    }),
    [],
  );
  t.same(await found({ Filters: [{ Name: 'name', Values: ['hello.1'] }] }), []);
  await t.rejects(found({ Filters: [{ Name: 'colour', Values: ['red'] }] }), {
    name: 'InvalidParameterValue',
    message: "The filter 'colour' is invalid",
  });
  await t.rejects(found({ ImageIds: [imageId, 'ami-00000000000000000'] }), { name: 'InvalidAMIID.NotFound' });
});

t.test("EC2-27 Debian's images are nobody else's to change", async (t) => {
  const r = await startEc2(t);
  const refusal = { name: 'AuthFailure', message: `Not authorized for image:${r.baseImageId}` };
  await t.rejects(r.ec2.send(new DeregisterImageCommand({ ImageId: r.baseImageId })), refusal);
  const change = new ModifyImageAttributeCommand({ ImageId: r.baseImageId, Description: { Value: 'ours' } });
  await t.rejects(r.ec2.send(change), refusal);
});

t.test(
  'EC2-28 of the attributes of an image description and launch permissions can be changed',
  async (t) => {
    const r = await startEc2(t);
    const { imageId } = await bake(r, 'hello-1');
    await r.ec2.send(
      new ModifyImageAttributeCommand({ ImageId: imageId, Description: { Value: 'the first' } }),
    );
    t.equal((await seeImage(r, imageId)).Description, 'the first');
    const change = new ModifyImageAttributeCommand({ ImageId: imageId, ImdsSupport: { Value: 'v2.0' } });
    await t.rejects(r.ec2.send(change), { name: 'UnsupportedOperation', message: /ImdsSupport/ });
  },
);

/** Begins an image of a stopped instance. */
async function bake(r: Ec2Region, name: string, before = () => {}) {
  const id = idOf((await r.run()).InstanceId);
  await r.settle();
  before();
  const { ImageId } = await r.ec2.send(new CreateImageCommand({ InstanceId: id, Name: name }));
  return { id, imageId: idOf(ImageId) };
}

async function seeImage(r: Ec2Region, imageId: string) {
  return only((await r.ec2.send(new DescribeImagesCommand({ ImageIds: [imageId] }))).Images);
}
