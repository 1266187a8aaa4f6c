import { join } from 'node:path';
import { withLock } from '../../world/lock.ts';
import type { World } from '../../world/world.ts';
import { COMPONENT, SUITE, writeIndices } from './indices.ts';
import { secretKey, type SigningKey } from './key.ts';
import { putInPlace } from './place.ts';
import { addToPool, type Deb } from './pool.ts';
import { signRelease } from './sign.ts';

/** A signed apt repository: a folder that keeps every version of every package. */
export interface Repository {
  /** An absolute path. */
  readonly repository: string;
  readonly key: SigningKey;
}

/** What a machine needs to install from it: `deb [signed-by=…] file:<repository> <suite> <component>`. */
export interface Publication {
  readonly repository: string;
  /** The armoured public key. */
  readonly publicKey: string;
  readonly suite: string;
  readonly component: string;
}

/**
 * Publishes the package, beside everything that was published before. Publishers on one machine wait for each other.
 *
 * @throws Failure `apt-failed`, with the repository as it was; `tool-missing`
 */
export async function publish(world: World, { repository, key }: Repository, deb: Deb): Promise<Publication> {
  const secret = await secretKey(world, key);
  return withLock(`apt ${repository}`, async () => {
    await addToPool(world, repository, deb);
    const aside = join(repository, '.new');
    await world.files.remove(aside);
    await writeIndices(world, repository, aside);
    const publicKey = await signRelease(world, aside, secret);
    await putInPlace(world, aside, join(repository, 'dists', SUITE));
    return { repository, publicKey, suite: SUITE, component: COMPONENT };
  });
}
