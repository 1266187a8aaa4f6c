import { runTool } from '../tool.ts';
import type { World } from '../../world/world.ts';

/** What git knows of the commit that is packaged. */
export interface Commit {
  readonly hash: string;
  /** When it was made, in seconds since the epoch: every time in the package. */
  readonly seconds: number;
  /** `Name <address>` */
  readonly author: string;
  readonly subject: string;
}

/**
 * The commit that the checkout stands on.
 *
 * @throws Failure `package-failed` where `folder` is in no git repository, or the repository has no commit yet
 */
export async function readCommit(world: World, folder: string): Promise<Commit> {
  const text = await git(world, folder, [
    'log',
    '-1',
    '--no-show-signature',
    '--format=%H%n%ct%n%an <%ae>%n%s',
  ]);
  const [hash = '', seconds = '', author = '', subject = ''] = text.split('\n');
  return { hash, seconds: Number(seconds), author, subject };
}

/**
 * Runs git in the checkout.
 *
 * @returns what it wrote, without the last line's end
 * @throws Failure `package-failed` when it fails
 */
export async function git(
  world: World,
  folder: string,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const text = await runTool(
    world,
    { argv: ['git', ...words], cwd: folder, env: { ...env, LC_ALL: 'C' } },
    {
      code: 'package-failed',
      what: `git does not tell what stands in ${folder}.`,
      next: `git -C ${folder} status`,
    },
  );
  return text.replace(/\n$/, '');
}
