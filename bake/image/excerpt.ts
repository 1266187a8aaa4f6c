import { join } from 'node:path';
import { Failure, UNTOUCHED } from '../../world/failure.ts';
import { withLock } from '../../world/lock.ts';
import type { World } from '../../world/world.ts';
import { poolPath } from '../apt/pool.ts';
import type { BakeOrder } from './order.ts';

/**
 * Writes into `folder` what the builder needs of the apt repository: the signed indices as they are, the one package that
 * is installed, and the key as `key.asc`. A repository keeps every version; a builder gets one.
 *
 * @throws Failure `bake-failed` when the repository has not exactly the package that was ordered
 */
export async function excerpt(world: World, order: BakeOrder, folder: string): Promise<void> {
  const { repository, suite, publicKey } = order.repository;
  await withLock(`apt ${repository}`, async () => {
    await world.files.copy(join(repository, 'dists', suite), join(folder, 'dists', suite));
  });
  const pool = poolPath(repository, order.package);
  if (!(await world.files.exists(pool)) || (await world.files.sha256(pool)) !== order.package.sha256)
    throw notPublished(order, pool);
  await world.files.copy(pool, poolPath(folder, order.package));
  await world.files.write(join(folder, 'key.asc'), publicKey);
}

function notPublished({ package: { name, version } }: BakeOrder, pool: string): Failure {
  return new Failure({
    code: 'bake-failed',
    what: `The apt repository has not the ${name} ${version} that was packaged.`,
    why: `${pool} is missing, or its sha256 is another one`,
    state: UNTOUCHED,
    next: 'bakeroll package',
  });
}
