import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Files } from '../../world/files.ts';
import type { BakeOrder } from './order.ts';

/** The files of ours that decide what a bake does. */
export interface Recipe {
  /** `packer/image.json.hbs` */
  readonly template: string;
  /** `ansible/` */
  readonly ansible: string;
}

export function recipeUnder(root: string): Recipe {
  return { template: join(root, 'packer', 'image.json.hbs'), ansible: join(root, 'ansible') };
}

/**
 * One value for everything that goes into an image: the same fingerprint, the same image.
 *
 * @param baseId the image that is built upon
 * @returns sha256, in hex
 */
export async function fingerprintOf(
  files: Files,
  recipe: Recipe,
  order: BakeOrder,
  baseId: string,
): Promise<string> {
  const { app, unit, package: pack, base } = order;
  const parts = [
    ['template', await files.sha256(recipe.template)],
    ...(await digests(files, recipe.ansible, 'ansible')),
    ['order', JSON.stringify([app, unit, pack.name, pack.version, pack.sha256, base.login, baseId])],
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** The name below `folder` and the sha256 of each file in it. */
async function digests(files: Files, folder: string, name: string): Promise<[string, string][]> {
  const entries = await files.list(folder);
  const found = await Promise.all(
    entries.map(async (entry): Promise<[string, string][]> => {
      const path = join(folder, entry);
      const below = `${name}/${entry}`;
      return (await files.isFolder(path)) ? digests(files, path, below) : [[below, await files.sha256(path)]];
    }),
  );
  return found.flat();
}
