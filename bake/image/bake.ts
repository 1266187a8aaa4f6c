import { join } from 'node:path';
import { Refused, Unanswered } from '../../world/aws/answer.ts';
import type { Image } from '../../world/aws/images.ts';
import { packageRoot } from '../../world/places.ts';
import type { World } from '../../world/world.ts';
import { findBase } from './base.ts';
import type { Cloud } from './cloud.ts';
import { bakeFailed, bakeInterrupted, notDone, notSwept } from './failures.ts';
import { fingerprintOf, recipeUnder, type Recipe } from './fingerprint.ts';
import { imageInManifest } from './manifest.ts';
import { imageName } from './name.ts';
import type { BakedImage, BakeOrder } from './order.ts';
import { runPacker } from './packer.ts';
import { atWork, LONGEST_BAKE, newRun, type Run } from './run.ts';
import { sweepDead, sweepRun } from './sweep.ts';
import { FINGERPRINT_TAG, imageTags } from './tags.ts';
import { renderTemplate } from './template.ts';
import { checkTools } from './tools.ts';
import { layOutWorkshop } from './workshop.ts';

/**
 * Bakes the package into an image with Packer and Ansible, or finds the image that the same order made before.
 * However it ends, nothing of the bake is left but the image: no builder, no key, no half-made image.
 *
 * @param signal stops the bake, and takes away what it made so far
 * @throws Failure `bake-failed` with what failed, `bake-interrupted`, `tool-missing`
 */
export async function bakeImage(
  world: World,
  cloud: Cloud,
  order: BakeOrder,
  signal: AbortSignal,
): Promise<BakedImage> {
  await checkTools(world);
  return findOrBake(world, cloud, order, signal).catch((error: unknown) => {
    throw error instanceof Refused || error instanceof Unanswered ? notDone(order, error) : error;
  });
}

async function findOrBake(
  world: World,
  cloud: Cloud,
  order: BakeOrder,
  signal: AbortSignal,
): Promise<BakedImage> {
  const recipe = recipeUnder(packageRoot());
  const base = await findBase(cloud, order);
  const fingerprint = await fingerprintOf(world.files, recipe, order, base.id);
  const [known] = await cloud.images.tagged(FINGERPRINT_TAG, fingerprint);
  if (known) {
    world.note({ step: 'bake', text: `${known.id} was baked from exactly this: it is taken as it is` });
    return { image: known, base: base.id, fingerprint, reused: true };
  }
  await sweepDead(world, cloud);
  const bake = { order, recipe, base, fingerprint, run: newRun(world.clock.now()) };
  return { image: await bakeAndSweep(world, cloud, bake, signal), base: base.id, fingerprint, reused: false };
}

/** One bake, with all that it stands on. */
interface Bake {
  readonly order: BakeOrder;
  readonly recipe: Recipe;
  readonly base: Image;
  readonly fingerprint: string;
  readonly run: Run;
}

/** Somebody is at the run until it is swept: meanwhile nobody else sweeps it. */
function bakeAndSweep(world: World, cloud: Cloud, bake: Bake, signal: AbortSignal): Promise<Image> {
  return atWork(bake.run, async () => {
    try {
      const work = (folder: string) => bakeIn(folder, world, cloud, bake, signal);
      const image = await world.files.withTemporaryFolder(work);
      await sweepRun(world, cloud, bake.run);
      return image;
    } catch (error) {
      await sweepRun(world, cloud, bake.run).catch((cause: unknown) => {
        throw notSwept(bake.run, error, cause);
      });
      throw error;
    }
  });
}

async function bakeIn(folder: string, world: World, cloud: Cloud, bake: Bake, signal: AbortSignal) {
  const { order, run } = bake;
  const publicKey = await layOutWorkshop(world, folder, order, bake.recipe);
  await cloud.builders.importKey(run, publicKey);
  const door = await cloud.builders.openDoor(run, order.sshFrom);
  await world.files.write(join(folder, 'image.json'), await template(world, cloud, bake, door));
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_BAKE)]);
  const packer = await runPacker(world, folder, await cloud.childVariables(), deadline);
  if (deadline.aborted) throw bakeInterrupted(order, deadline.reason);
  const manifest = await world.files.read(join(folder, 'manifest.json'));
  const id = packer.code === 0 ? imageInManifest(manifest ?? '', run, cloud.place.region) : undefined;
  if (id === undefined) throw bakeFailed(order, packer);
  return finish(cloud, bake, id);
}

async function template(world: World, cloud: Cloud, bake: Bake, securityGroup: string): Promise<string> {
  const { order, base, run } = bake;
  const { region, endpoint } = cloud.place;
  const polling = endpoint === undefined ? PATIENT : QUICK;
  return renderTemplate((await world.files.read(bake.recipe.template)) ?? '', {
    region,
    endpoint,
    baseImage: base.id,
    instanceType: order.instanceType,
    imageName: imageName(order, run),
    login: order.base.login,
    keyName: run,
    securityGroup,
    run,
    ...polling,
  });
}

/** How often Packer looks, and for how long in all: on AWS an image can take 100 minutes (AWS.md 4.4). */
const PATIENT = { pollSeconds: 10, pollAttempts: 720 };
const QUICK = { pollSeconds: 1, pollAttempts: 300 };

async function finish(cloud: Cloud, bake: Bake, id: string): Promise<Image> {
  const tags = imageTags(bake.order, bake);
  await cloud.images.label(id, tags);
  const image = await cloud.images.withId(id);
  if (image === undefined) throw new Error(`${id} was made, but is not there`);
  return { ...image, tags: { ...image.tags, ...tags } };
}
