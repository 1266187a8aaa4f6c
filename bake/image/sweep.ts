import type { Leftover } from '../../world/aws/leftovers.ts';
import type { Clock, Millis } from '../../world/clock.ts';
import type { World } from '../../world/world.ts';
import type { Cloud } from './cloud.ts';
import { isDead, NAMED_BY_A_RUN, runIn, type Run } from './run.ts';
import { FINGERPRINT_TAG } from './tags.ts';

/** Takes away what bakes left whose driver was killed. */
export async function sweepDead(world: World, cloud: Cloud): Promise<void> {
  const runs = [
    ...(await cloud.builders.leftovers()).map(({ run }) => run),
    ...(await unfinishedImages(cloud)).map(({ run }) => run),
  ];
  for (const run of new Set(runs))
    if (await isDead(run, world.clock.now())) await sweepRun(world, cloud, run);
}

/** Takes away everything that a run made, but for its finished image. */
export async function sweepRun(world: World, cloud: Cloud, run: Run): Promise<void> {
  const left = await leftOf(cloud, run);
  const builders = left.filter(({ kind }) => kind === 'instance');
  for (const builder of builders) await remove(world, cloud, builder);
  for (const { id } of builders) await untilGone(world.clock, cloud, id);
  // Looked at anew: a builder's volume goes with it.
  const rest = builders.length > 0 ? await leftOf(cloud, run) : left;
  for (const leftover of rest) await remove(world, cloud, leftover);
  for (const image of await unfinishedImages(cloud)) {
    if (image.run !== run) continue;
    world.note({ step: 'bake', text: `removing the unfinished image ${image.id} of ${run}` });
    await cloud.images.remove(image.id);
  }
}

async function leftOf(cloud: Cloud, run: Run): Promise<Leftover[]> {
  return (await cloud.builders.leftovers()).filter((leftover) => leftover.run === run);
}

async function remove(world: World, cloud: Cloud, leftover: Leftover): Promise<void> {
  world.note({ step: 'bake', text: `removing the ${leftover.kind} ${leftover.id} of ${leftover.run}` });
  await cloud.builders.remove(leftover);
}

/** A builder's security group can go once it has. */
async function untilGone(clock: Clock, cloud: Cloud, instanceId: string): Promise<void> {
  const until = clock.monotonic() + LONGEST_END;
  while (!(await cloud.builders.isGone(instanceId))) {
    if (clock.monotonic() > until) throw new Error(`${instanceId} does not end`);
    await clock.sleep(BETWEEN_LOOKS);
  }
}

const LONGEST_END: Millis = 5 * 60 * 1000;
const BETWEEN_LOOKS: Millis = 500;

/** Images get their tags when they are whole: one that is named by a run and has none was never finished. */
async function unfinishedImages(cloud: Cloud): Promise<{ id: string; run: Run }[]> {
  const images = await cloud.images.named(NAMED_BY_A_RUN);
  return images.flatMap(({ id, name, tags }) => {
    const run = runIn(name);
    return run === undefined || FINGERPRINT_TAG in tags ? [] : [{ id, run }];
  });
}
