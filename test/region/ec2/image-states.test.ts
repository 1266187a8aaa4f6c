import {
  CreateImageCommand,
  DeregisterImageCommand,
  DescribeImagesCommand,
  type DescribeImagesCommandInput,
  DescribeSnapshotsCommand,
  DisableImageCommand,
  DisableImageDeprecationCommand,
  DisableImageDeregistrationProtectionCommand,
  EnableImageCommand,
  EnableImageDeprecationCommand,
  EnableImageDeregistrationProtectionCommand,
} from '@aws-sdk/client-ec2';
import t from 'tap';

import { type Ec2Region, idOf, only, startEc2 } from './scenario.ts';

t.test(
  'IMAGE-1 a disabled image is told to whoever asks for disabled ones, and nothing is launched from it',
  async (t) => {
    const r = await startEc2(t);
    const { id, imageId } = await bake(r);
    await r.ec2.send(new DisableImageCommand({ ImageId: imageId }));
    t.same(await found(r, { ImageIds: [imageId] }), []);
    t.same(await found(r, { Owners: ['self'] }), []);
    t.same(await found(r, { Owners: ['self'], IncludeDisabled: true }), [imageId]);
    const image = only(
      (await r.ec2.send(new DescribeImagesCommand({ ImageIds: [imageId], IncludeDisabled: true }))).Images,
    );
    t.equal(image.State, 'disabled');
    await t.rejects(r.run({ ImageId: imageId }), { name: 'InvalidAMIID.Unavailable' });
    t.equal((await r.see(id)).State?.Name, 'running');
  },
);

t.test('IMAGE-2 an image that is enabled again can be launched; either twice is nothing', async (t) => {
  const r = await startEc2(t);
  const { imageId } = await bake(r);
  for (const command of [DisableImageCommand, DisableImageCommand, EnableImageCommand, EnableImageCommand]) {
    t.match(await r.ec2.send(new command({ ImageId: imageId })), { Return: true });
  }
  t.same(await found(r, { Owners: ['self'] }), [imageId]);
  await t.resolves(r.run({ ImageId: imageId }));
});

t.test('IMAGE-3 only an image that is made can be disabled, and by its owner alone', async (t) => {
  const r = await startEc2(t);
  await t.rejects(r.ec2.send(new DisableImageCommand({ ImageId: r.baseImageId })), { name: 'AuthFailure' });
  r.holdCaptures();
  const { imageId } = await bake(r);
  await t.rejects(r.ec2.send(new DisableImageCommand({ ImageId: imageId })), {
    name: 'InvalidAMIID.Unavailable',
  });
});

t.test(
  'IMAGE-4 the deprecation time is kept to the minute, and hides nothing from the owner, nor stops a launch',
  async (t) => {
    const r = await startEc2(t);
    const { imageId } = await bake(r);
    const soon = new Date(r.clock.now() + 3_600_000);
    soon.setUTCSeconds(10, 0);
    await r.ec2.send(new EnableImageDeprecationCommand({ ImageId: imageId, DeprecateAt: soon }));
    soon.setUTCSeconds(0, 0);
    t.equal((await see(r, imageId)).DeprecationTime, soon.toISOString());
    await r.clock.pass(7200);
    t.same(await found(r, { Owners: ['self'] }), [imageId]);
    await t.resolves(r.run({ ImageId: imageId }));
    await r.ec2.send(new DisableImageDeprecationCommand({ ImageId: imageId }));
    t.equal((await see(r, imageId)).DeprecationTime, undefined);
  },
);

t.test("IMAGE-5 another account's deprecated image is told with IncludeDeprecated only", async (t) => {
  const r = await startEc2(t);
  const [debian] = r.region.state.ec2.images;
  if (debian !== undefined) debian.deprecation = r.clock.now() - 1;
  t.same(await found(r, {}), []);
  t.same(await found(r, { IncludeDeprecated: true }), [r.baseImageId]);
});

t.test('IMAGE-6 a deprecation lies neither in the past nor more than ten years from now', async (t) => {
  const r = await startEc2(t);
  const { imageId } = await bake(r);
  for (const years of [-1, 11]) {
    const at = new Date(r.clock.now() + years * 365 * 86_400_000);
    const command = new EnableImageDeprecationCommand({ ImageId: imageId, DeprecateAt: at });
    await t.rejects(r.ec2.send(command), { name: 'InvalidParameterValue' });
  }
});

t.test('IMAGE-7 a protected image is not deregistered before its protection is taken off', async (t) => {
  const r = await startEc2(t);
  const { imageId } = await bake(r);
  t.equal((await see(r, imageId)).DeregistrationProtection, 'disabled');
  t.match(await r.ec2.send(new EnableImageDeregistrationProtectionCommand({ ImageId: imageId })), {
    Return: 'enabled-without-cooldown',
  });
  t.equal((await see(r, imageId)).DeregistrationProtection, 'enabled-without-cooldown');
  await t.rejects(deregister(r, imageId), { name: 'OperationNotPermitted' });
  t.same(await found(r, { Owners: ['self'] }), [imageId]);
  await r.ec2.send(new DisableImageDeregistrationProtectionCommand({ ImageId: imageId }));
  await t.resolves(deregister(r, imageId));
});

t.test('IMAGE-8 with a cooldown the protection holds for 24 hours after it was taken off', async (t) => {
  const r = await startEc2(t);
  const { imageId } = await bake(r);
  const protect = { ImageId: imageId, WithCooldown: true };
  t.match(await r.ec2.send(new EnableImageDeregistrationProtectionCommand(protect)), {
    Return: 'enabled-with-cooldown',
  });
  t.match(await r.ec2.send(new DisableImageDeregistrationProtectionCommand({ ImageId: imageId })), {
    Return: 'disabled',
  });
  await r.clock.pass(86_399);
  await t.rejects(deregister(r, imageId), { name: 'OperationNotPermitted', message: /cools down/ });
  await r.clock.pass(1);
  await t.resolves(deregister(r, imageId));
});

t.test('IMAGE-9 a launch is seen in LastLaunchedTime a day later', async (t) => {
  const r = await startEc2(t);
  const { imageId } = await bake(r);
  const first = r.clock.now();
  await r.run({ ImageId: imageId });
  await r.clock.pass(86_399);
  t.equal((await see(r, imageId)).LastLaunchedTime, undefined);
  await r.run({ ImageId: imageId });
  await r.clock.pass(1);
  t.equal((await see(r, imageId)).LastLaunchedTime, new Date(first).toISOString());
});

t.test('IMAGE-10 the tags that CreateImage is given stand on the image and on its snapshot', async (t) => {
  const r = await startEc2(t);
  const { imageId } = await bake(r, {
    TagSpecifications: [
      { ResourceType: 'image', Tags: [{ Key: 'release', Value: '7' }] },
      { ResourceType: 'snapshot', Tags: [{ Key: 'of', Value: 'hello' }] },
    ],
  });
  t.same((await see(r, imageId)).Tags, [{ Key: 'release', Value: '7' }]);
  const { Snapshots } = await r.ec2.send(
    new DescribeSnapshotsCommand({ Filters: [{ Name: 'tag:of', Values: ['hello'] }] }),
  );
  t.same(only(Snapshots).Tags, [{ Key: 'of', Value: 'hello' }]);
});

t.test(
  'IMAGE-11 a failed image is told with its reason, cannot be launched, and can be deregistered',
  async (t) => {
    const r = await startEc2(t);
    t.capture(console, 'error', () => undefined);
    r.machines.capture = () => Promise.reject(new Error('no room'));
    const { imageId } = await bake(r);
    await r.settle();
    t.match(await see(r, imageId), { State: 'failed', StateReason: { Code: 'Server.InternalError' } });
    t.same(await found(r, { Filters: [{ Name: 'state-reason-code', Values: ['Server.*'] }] }), [imageId]);
    const { Snapshots } = await r.ec2.send(
      new DescribeSnapshotsCommand({ Filters: [{ Name: 'status', Values: ['error'] }] }),
    );
    t.equal(Snapshots?.length, 1);
    await t.rejects(r.run({ ImageId: imageId }), { name: 'InvalidAMIID.Unavailable' });
    await t.resolves(deregister(r, imageId));
  },
);

async function bake(r: Ec2Region, more: object = {}) {
  const id = idOf((await r.run()).InstanceId);
  await r.settle();
  const { ImageId } = await r.ec2.send(new CreateImageCommand({ InstanceId: id, Name: 'hello-1', ...more }));
  await r.settle();
  return { id, imageId: idOf(ImageId) };
}

function deregister(r: Ec2Region, imageId: string) {
  return r.ec2.send(new DeregisterImageCommand({ ImageId: imageId }));
}

async function see(r: Ec2Region, imageId: string) {
  return only((await r.ec2.send(new DescribeImagesCommand({ ImageIds: [imageId] }))).Images);
}

async function found(r: Ec2Region, input: DescribeImagesCommandInput) {
  return (await r.ec2.send(new DescribeImagesCommand(input))).Images?.map(({ ImageId }) => ImageId);
}
