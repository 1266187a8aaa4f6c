import { Failure, UNTOUCHED } from '../../world/failure.ts';
import type { World } from '../../world/world.ts';
import { git } from './commit.ts';
import type { Tree } from './tree.ts';

/** Where a commit stands: so many commits after a tag, or after the beginning where there is no tag. */
export interface Position {
  readonly tag: string | undefined;
  readonly after: number;
  /** The commit's hash, shortened as git does. */
  readonly short: string;
}

/**
 * The Debian version of the commit and the tree, by the nearest tag such as `v1.2.0`.
 *
 * @throws Failure `package-field` for a tag that makes no version, `package-failed` in a shallow checkout that has no tag
 */
export async function readVersion(world: World, folder: string, tree: Tree): Promise<string> {
  return debianVersion(await readPosition(world, folder), tree);
}

/**
 * Sorts as commits follow each other, by `dpkg --compare-versions`:
 * `1.2.0~rc1` < `1.2.0` < `1.2.0+3.gabcdef1` < `1.2.1~rc1`. A dirty tree comes just after its commit.
 *
 * @throws Failure `package-field` for a tag that makes no version
 */
export function debianVersion({ tag, after, short }: Position, tree: Tree): string {
  const base = tag === undefined ? '0.0.0' : versionOfTag(tag);
  const commit = `${base}+${after}.g${short}`;
  if (tree.is === 'dirty') return `${commit}.dirty.${tree.content.slice(0, 7)}`;
  return tag !== undefined && after === 0 ? base : commit;
}

/** What follows the first `-` is a pre-release, as in semver; `~` sorts before the end of the word. */
function versionOfTag(tag: string): string {
  const [release = '', ...pre] = tag.replace(/^v/, '').split('-');
  const version = pre.length === 0 ? release : `${release}~${pre.join('.')}`;
  if (/^\d[A-Za-z0-9.+~]*$/.test(version)) return version;
  throw new Failure({
    code: 'package-field',
    what: `The tag ${tag} makes no Debian version.`,
    state: UNTOUCHED,
    next: 'tag the commit with a version such as v1.2.0 or v1.2.0-rc1',
  });
}

async function readPosition(world: World, folder: string): Promise<Position> {
  const tags = await git(world, folder, ['tag', '--merged', 'HEAD', '--list', ...VERSION_TAGS]);
  if (tags === '') return positionFromBeginning(world, folder);
  const matches = VERSION_TAGS.flatMap((pattern) => ['--match', pattern]);
  const described = await git(world, folder, ['describe', '--tags', '--long', '--abbrev=7', ...matches]);
  const [, tag, after, short] = /^(.*)-(\d+)-g([0-9a-f]+)$/.exec(described) ?? [];
  return { tag, after: Number(after), short: short ?? '' };
}

/** Other tags (`deployed-to-…`) are no versions. */
const VERSION_TAGS = ['v[0-9]*', '[0-9]*'];

async function positionFromBeginning(world: World, folder: string): Promise<Position> {
  if ((await git(world, folder, ['rev-parse', '--is-shallow-repository'])) === 'true') throw shallow(folder);
  return {
    tag: undefined,
    after: Number(await git(world, folder, ['rev-list', '--count', 'HEAD'])),
    short: await git(world, folder, ['rev-parse', '--short=7', 'HEAD']),
  };
}

function shallow(folder: string): Failure {
  return new Failure({
    code: 'package-failed',
    what: 'The checkout has no version tag, and is shallow: a version made from it would sort wrongly.',
    state: UNTOUCHED,
    next: `git -C ${folder} fetch --unshallow --tags`,
  });
}
