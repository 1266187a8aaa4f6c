import { join } from 'node:path';
import type { World } from '../../world/world.ts';
import { runTool } from '../tool.ts';
import { excerpt } from './excerpt.ts';
import type { Recipe } from './fingerprint.ts';
import type { BakeOrder } from './order.ts';

/**
 * Lays out the folder that Packer works in, so that its template has only names of ours in it: the playbook, its values,
 * the package, and a key pair made for this bake alone (`key`, `key.pub`; AWS.md 4.2 says why it is ed25519).
 *
 * @returns the public key, in OpenSSH's form
 */
export async function layOutWorkshop(
  world: World,
  folder: string,
  order: BakeOrder,
  recipe: Recipe,
): Promise<string> {
  await world.files.makeFolder(join(folder, 'tmp'), 0o700);
  await world.files.copy(recipe.ansible, join(folder, 'ansible'));
  await world.files.write(join(folder, 'values.json'), JSON.stringify(playbookValues(order)), 0o600);
  await excerpt(world, order, join(folder, 'bakeroll-repository'));
  return makeKey(world, join(folder, 'key'));
}

/** What `ansible/image.yml` says that it takes. */
function playbookValues({ app, unit, package: { name, version }, repository }: BakeOrder) {
  const { suite, component } = repository;
  return { app, unit, package: { name, version }, repository: { suite, component } };
}

async function makeKey(world: World, file: string): Promise<string> {
  const argv = ['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'bakeroll', '-f', file] as const;
  await runTool(
    world,
    { argv },
    {
      code: 'bake-failed',
      what: 'No SSH key could be made.',
      next: 'ssh-keygen -t ed25519   shows what is wrong',
    },
  );
  return world.files.read(`${file}.pub`).then((text) => text ?? '');
}
