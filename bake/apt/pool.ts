import { join } from 'node:path';
import { Failure, UNTOUCHED } from '../../world/failure.ts';
import type { World } from '../../world/world.ts';

/** A package's name, version and architecture: at most one .deb has them. */
export interface Identity {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
}

/** A .deb that is to be published. */
export interface Deb extends Identity {
  /** Its path. */
  readonly file: string;
  readonly sha256: string;
}

/** The file name that Debian gives a package. */
export function debName({ name, version, architecture }: Identity): string {
  return `${name}_${version}_${architecture}.deb`;
}

/** Where the repository keeps that package, for ever. */
export function poolPath(repository: string, identity: Identity): string {
  return join(repository, 'pool/main', identity.name.slice(0, 1), identity.name, debName(identity));
}

/**
 * Adds the package to the pool, which only grows; one that is there is left as it is.
 *
 * @throws Failure `apt-failed` when that version is there with other bytes
 */
export async function addToPool(world: World, repository: string, deb: Deb): Promise<void> {
  const path = poolPath(repository, deb);
  if (!(await world.files.exists(path))) {
    await world.files.write(path, await world.files.readBytes(deb.file));
    return;
  }
  const there = await world.files.sha256(path);
  if (there !== deb.sha256) throw otherBytes(deb, there);
}

function otherBytes(deb: Deb, there: string): Failure {
  return new Failure({
    code: 'apt-failed',
    what: `${deb.name} ${deb.version} was published before, with other content.`,
    why: `the repository's has sha256 ${there}, this one ${deb.sha256}; a version means one content, for ever`,
    state: UNTOUCHED,
    next: 'make a new commit or tag, so that the version is new',
  });
}
