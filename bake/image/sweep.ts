import type { Leftover } from '../../world/aws/leftovers.ts';
import type { Clock, Millis } from '../../world/clock.ts';
import type { World } from '../../world/world.ts';
import type { Cloud } from './cloud.ts';
import { isDead, NAMED_BY_A_RUN, runIn, type Run } from './run.ts';
import { FINGERPRINT_TAG } from './tags.ts';

/** Takes away what bakes left whose driver was killed: so long after their start that nobody can be at them. */
export async function sweepDead(world: World, cloud: Cloud): Promise<void> {
  const now = world.clock.now();
  await sweep(world, cloud, (run) => isDead(run, now));
}

/** Takes away everything that one run made, but for its finished image. What it finds only while it waits, it takes too. */
export async function sweepRun(world: World, cloud: Cloud, mine: Run): Promise<void> {
  await sweep(world, cloud, (run) => run === mine);
}

async function sweep(world: World, cloud: Cloud, isMeant: (run: Run) => boolean): Promise<void> {
  const left = (await cloud.builders.leftovers()).filter(({ run }) => isMeant(run));
  const builders = left.filter(({ kind }) => kind === 'instance');
  for (const leftover of builders) await remove(world, cloud, leftover);
  for (const { id } of builders) await untilGone(world.clock, cloud, id);
  const rest = (await cloud.builders.leftovers()).filter(
    ({ kind, run }) => kind !== 'instance' && isMeant(run),
  );
  for (const leftover of rest) await remove(world, cloud, leftover);
  await sweepImages(world, cloud, isMeant);
}

async function remove(world: World, cloud: Cloud, leftover: Leftover): Promise<void> {
  world.note({ step: 'bake', text: `removing the ${leftover.kind} ${leftover.id} of ${leftover.run}` });
  await cloud.builders.remove(leftover);
}

/** A builder's security group and volume can go once it has. */
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
async function sweepImages(world: World, cloud: Cloud, isMeant: (run: Run) => boolean): Promise<void> {
  for (const image of await cloud.images.named(NAMED_BY_A_RUN)) {
    const run = runIn(image.name);
    if (run === undefined || !isMeant(run) || FINGERPRINT_TAG in image.tags) continue;
    world.note({ step: 'bake', text: `removing the unfinished image ${image.id} of ${run}` });
    await cloud.images.remove(image.id);
  }
}
