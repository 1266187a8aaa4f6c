import { join } from 'node:path';
import type { World } from '../../world/world.ts';
import { INDEX_FOLDERS } from './indices.ts';

/**
 * Moves new indices into the suite's folder in the order that lets a reader see what was there, or what is new, and
 * never half of each: what is named by its hash first, `InRelease`, which names that, last.
 * Then indices that neither the new nor the last `Release` names are removed: nobody can be reading them any more.
 */
export async function putInPlace(world: World, from: string, to: string): Promise<void> {
  const before = await world.files.read(join(to, 'Release'));
  for (const folder of INDEX_FOLDERS) {
    const hashed = join(from, folder, BY_HASH);
    await moveAll(world, hashed, join(to, folder, BY_HASH), await world.files.list(hashed));
    await moveAll(world, join(from, folder), join(to, folder), ['Packages', 'Packages.gz']);
  }
  await moveAll(world, from, to, ['Release', 'Release.gpg', 'InRelease']);
  await world.files.remove(from);
  await forget(world, to, `${before ?? ''}${(await world.files.read(join(to, 'Release'))) ?? ''}`);
}

const BY_HASH = 'by-hash/SHA256';

async function moveAll(world: World, from: string, to: string, names: readonly string[]): Promise<void> {
  await world.files.makeFolder(to);
  for (const name of names) await world.files.rename(join(from, name), join(to, name));
}

async function forget(world: World, suite: string, named: string): Promise<void> {
  for (const folder of INDEX_FOLDERS)
    for (const hash of await world.files.list(join(suite, folder, BY_HASH)))
      if (!named.includes(hash)) await world.files.remove(join(suite, folder, BY_HASH, hash));
}
