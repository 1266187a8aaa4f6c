import { join } from 'node:path';
import { Failure, UNTOUCHED } from '../../world/failure.ts';
import type { World } from '../../world/world.ts';
import { git } from './commit.ts';

/** The whole checkout, without bakeroll's own folder, wherever in it that lies. */
const CHECKOUT = [':(top)', ':(top,exclude,glob)**/.bakeroll/**'];

/** Whether the checkout is what the commit says; if not, `content` names exactly what it is instead. */
export type Tree = { readonly is: 'clean' } | { readonly is: 'dirty'; readonly content: string };

/**
 * Compares the checkout with its commit.
 *
 * @throws Failure `tree-dirty` when they differ and that was not allowed
 */
export async function readTree(world: World, folder: string, allowDirty: boolean): Promise<Tree> {
  const changes = await git(world, folder, [
    'status',
    '--porcelain',
    '--untracked-files=normal',
    '--',
    ...CHECKOUT,
  ]);
  if (changes === '') return { is: 'clean' };
  if (!allowDirty) throw treeDirty(changes.split('\n'));
  return { is: 'dirty', content: await contentOf(world, folder) };
}

function treeDirty(changes: readonly string[]): Failure {
  const more = changes.length > 5 ? `, and ${changes.length - 5} more` : '';
  return new Failure({
    code: 'tree-dirty',
    what: `The checkout has changes that are in no commit: ${changes.slice(0, 5).join(', ')}${more}.`,
    why: 'a package is made from a commit, so that it can be made again',
    state: UNTOUCHED,
    next: 'commit them, or add --allow-dirty, which marks the version',
  });
}

/** The hash of the checkout's files, as git would commit them: by an index of our own, so that the user's is left alone. */
async function contentOf(world: World, folder: string): Promise<string> {
  return world.files.withTemporaryFolder(async (aside) => {
    const env = { GIT_INDEX_FILE: join(aside, 'index') };
    await git(world, folder, ['read-tree', 'HEAD'], env);
    await git(world, folder, ['add', '--all', '--', ...CHECKOUT], env);
    return git(world, folder, ['write-tree'], env);
  });
}
