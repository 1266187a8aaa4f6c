import { join } from 'node:path';
import type { Command } from '../../world/shell.ts';
import type { World } from '../../world/world.ts';
import { runTool } from '../tool.ts';

export const SUITE = 'bakeroll';
export const COMPONENT = 'main';

/** Each has an index of its own, which also names the packages for `all`. */
const ARCHITECTURES = ['amd64', 'arm64'] as const;

/** The folders with an index, below the suite's. */
export const INDEX_FOLDERS = ARCHITECTURES.map((architecture) => `${COMPONENT}/binary-${architecture}`);

/**
 * Writes the indices of the whole pool and the `Release` file over them into `folder`.
 *
 * @throws Failure `apt-failed` with what apt-ftparchive says
 */
export async function writeIndices(world: World, repository: string, folder: string): Promise<void> {
  for (const architecture of ARCHITECTURES) {
    const index = join(folder, COMPONENT, `binary-${architecture}`, 'Packages');
    await world.files.write(index, await step(world, listPackages(repository, architecture)));
    await step(world, { argv: ['gzip', '-9', '--no-name', '--keep', index] });
  }
  await world.files.write(join(folder, 'Release'), await step(world, describeSuite(folder)));
}

/** Run in the repository, so that the index has paths relative to it. */
function listPackages(repository: string, architecture: string): Command {
  return {
    argv: ['apt-ftparchive', '--arch', architecture, ...SHA256_ONLY, 'packages', 'pool'],
    cwd: repository,
  };
}

/** Beside the text it gives, it links each index under its hash. */
function describeSuite(folder: string): Command {
  const fields = {
    Origin: 'bakeroll',
    Label: 'bakeroll',
    Suite: SUITE,
    Codename: SUITE,
    Architectures: ARCHITECTURES.join(' '),
    Components: COMPONENT,
  };
  const options = Object.entries(fields).map(
    ([name, value]) => `-oAPT::FTPArchive::Release::${name}=${value}`,
  );
  return {
    argv: [
      'apt-ftparchive',
      ...SHA256_ONLY,
      '-oAPT::FTPArchive::DoByHash=true',
      ...options,
      'release',
      folder,
    ],
  };
}

const SHA256_ONLY = ['MD5', 'SHA1', 'SHA512'].map((hash) => `-oAPT::FTPArchive::${hash}=false`);

function step(world: World, command: Command): Promise<string> {
  return runTool(world, command, {
    code: 'apt-failed',
    what: 'The indices of the apt repository could not be made.',
    next: 'see that the folder of apt.repository can be written, and type the same again',
  });
}
