import { join } from 'node:path';
import type { World } from '../../world/world.ts';
import { debName, poolPath } from '../apt/pool.ts';
import { runTool } from '../tool.ts';
import { build } from './build.ts';
import { readCommit, type Commit } from './commit.ts';
import { layOut, type Contents } from './contents.ts';
import { COMMIT_FIELD } from './control.ts';
import { makeDeb } from './deb.ts';
import { checkSection } from './section.ts';
import { readTree } from './tree.ts';
import { readVersion } from './version.ts';

/** What to package; every folder is an absolute path, but for `migrations`, which lies in `folder`. */
export interface PackageOrder extends Contents {
  /** Whether changes that are in no commit may be packaged; then the version says so. */
  readonly allowDirty: boolean;
  /** The apt repository: what it already has of this commit is not made again. */
  readonly repository: string;
  /** Where a new .deb is written. */
  readonly into: string;
}

/** A .deb, on this machine. */
export interface BuiltPackage {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  /** Its path. */
  readonly file: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  /** The hash of the commit that it was made from. */
  readonly commit: string;
  /** The commit's first line. */
  readonly subject: string;
  /** Whether the apt repository had it, so that nothing was built. */
  readonly reused: boolean;
}

/**
 * Makes the package of the commit that the checkout stands on, or finds it where it was published before.
 *
 * @param signal stops the build
 * @throws Failure `tree-dirty`, `package-field`, `package-failed` or `tool-missing`
 */
export async function packageCommit(
  world: World,
  order: PackageOrder,
  signal?: AbortSignal,
): Promise<BuiltPackage> {
  checkSection(order.section);
  const commit = await readCommit(world, order.folder);
  const tree = await readTree(world, order.folder, order.allowDirty);
  const version = await readVersion(world, order.folder, tree);
  const identity = { name: order.app, version, architecture: order.section.architecture };
  const published = poolPath(order.repository, identity);
  const reused = (await commitOf(world, published)) === commit.hash;
  const file = reused ? published : join(order.into, debName(identity));
  if (!reused) await make(world, order, { version, commit, file, signal });
  return {
    ...identity,
    file,
    sha256: await world.files.sha256(file),
    size: await world.files.size(file),
    commit: commit.hash,
    subject: commit.subject,
    reused,
  };
}

/** The commit that a published package was made from; undefined where there is no such package. */
async function commitOf(world: World, file: string): Promise<string | undefined> {
  if (!(await world.files.exists(file))) return undefined;
  const text = await runTool(
    world,
    { argv: ['dpkg-deb', '--field', file, COMMIT_FIELD] },
    {
      code: 'package-failed',
      what: `${file} is in the apt repository, but is no package that can be read.`,
      next: `dpkg-deb --info ${file}`,
    },
  );
  return text.trim();
}

interface Made {
  readonly version: string;
  readonly commit: Commit;
  readonly file: string;
  readonly signal: AbortSignal | undefined;
}

async function make(world: World, order: PackageOrder, made: Made): Promise<void> {
  const { app, folder, section } = order;
  const { version, commit, file, signal } = made;
  if (section.build !== undefined) await build(world, folder, section.build, made, signal);
  await world.files.makeFolder(order.into);
  await world.files.withTemporaryFolder(async (aside) => {
    const stage = join(aside, 'stage');
    await world.files.makeFolder(stage);
    await layOut(world, order, stage);
    await makeDeb(world, stage, { app, version, section, commit }, file);
  });
}
