import { CreateImageCommand, CreateTagsCommand, RunInstancesCommand } from '@aws-sdk/client-ec2';
import t from 'tap';
import { atWork, LONGEST_BAKE, newRun } from '../../../bake/image/run.ts';
import { sweepDead, sweepRun } from '../../../bake/image/sweep.ts';
import { FINGERPRINT_TAG } from '../../../bake/image/tags.ts';
import { inventory, scene, type Scene } from './scene.ts';

const PUBLIC_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGVyaGlkZm9ycm93c2FuZGNvbHVtbnNvZmJ5dGVz bakeroll';

/** Everything that a bake has made when its driver is killed while the image is being made. */
async function halfABake({ model, cloud }: Scene, run: string): Promise<void> {
  await cloud.builders.importKey(run, PUBLIC_KEY);
  const door = await cloud.builders.openDoor(run, '127.0.0.0/8');
  const base = await cloud.images.newest('debian-12-amd64-*', '136693071363');
  const Tags = [{ Key: 'bakeroll:run', Value: run }];
  const { Instances = [] } = await model.ec2.send(
    new RunInstancesCommand({
      ...{ ImageId: base?.id, InstanceType: 't3.small', KeyName: run, SecurityGroupIds: [door] },
      ...{ MinCount: 1, MaxCount: 1 },
      TagSpecifications: [
        { ResourceType: 'instance', Tags },
        { ResourceType: 'volume', Tags },
      ],
    }),
  );
  await model.clock.pass(10);
  const InstanceId = Instances[0]?.InstanceId;
  await model.ec2.send(new CreateImageCommand({ InstanceId, Name: `hello-1.0.0-${run}` }));
}

t.test('a run that ended leaves nothing, and nobody else loses anything', async (t) => {
  const stage = await scene(t);
  const { model, cloud, world } = stage;
  model.runInstance();
  await halfABake(stage, newRun(model.clock.now()));
  const before = await inventory(model);
  const mine = newRun(model.clock.now());
  await halfABake(stage, mine);
  t.equal((await inventory(model)).length, before.length + 4, 'an instance, a key, a door, an image');
  await sweepRun(world, cloud, mine);
  t.same(await inventory(model), before);
  await sweepRun(world, cloud, mine);
  t.same(await inventory(model), before, 'once more changes nothing');
});

t.test('a finished image stays; the rest of its run goes', async (t) => {
  const stage = await scene(t);
  const { model, cloud, world } = stage;
  const before = await inventory(model);
  const run = newRun(model.clock.now());
  await halfABake(stage, run);
  const [image] = await cloud.images.named(`*${run}`);
  await cloud.images.label(image?.id ?? '', { [FINGERPRINT_TAG]: 'f' });
  await sweepRun(world, cloud, run);
  t.same(await inventory(model), [...before, `image hello-1.0.0-${run}`].sort());
});

t.test('what a dead bake left is taken by the next one; somebody at work is left alone', async (t) => {
  const stage = await scene(t);
  const { model, cloud, world } = stage;
  const dead = newRun(model.clock.now());
  await halfABake(stage, dead);
  const elsewhere = 'b-20261121080000-000000-a1b2c3';
  await halfABake(stage, elsewhere);
  const busy = newRun(model.clock.now());
  await atWork(busy, async () => {
    await halfABake(stage, busy);
    const before = await inventory(model);
    await sweepDead(world, cloud);
    const after = await inventory(model);
    t.equal(before.length - after.length, 4, 'the instance, key, door and image of the one that is dead');
    t.notMatch(after.join(' '), dead);

    await model.clock.pass(LONGEST_BAKE / 1000);
    await sweepDead(world, cloud);
    t.notMatch((await inventory(model)).join(' '), elsewhere, 'after so long nobody can be at it');
    t.match((await inventory(model)).join(' '), busy);
  });
});

t.test("a tag of ours on something that is no run's is left alone", async (t) => {
  const stage = await scene(t);
  const { model, cloud, world } = stage;
  const { instanceId } = model.runInstance();
  const Tags = [{ Key: 'bakeroll:run', Value: 'mine' }];
  await model.ec2.send(new CreateTagsCommand({ Resources: [instanceId], Tags }));
  const before = await inventory(model);
  await model.clock.pass(LONGEST_BAKE);
  await sweepDead(world, cloud);
  t.same(await inventory(model), before);
});
