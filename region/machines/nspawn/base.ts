import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { run } from '../../command.ts';
import { processOf } from '../../process.ts';
import { ENABLED, FIRST_BOOT, MASKED } from './first-boot.ts';

/** A base image of this machine, and of every region on it. */
export interface Base {
  /** The name of its layer. */
  readonly layer: string;
  readonly folder: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

const SUITE = 'bookworm';

const PACKAGES = [
  ...['systemd', 'systemd-sysv', 'dbus', 'openssh-server', 'sudo'],
  ...['python3', 'iproute2', 'ca-certificates', 'curl'],
];

/**
 * The base image in `folder`, made (in about 20 s) where this recipe's is not there yet: Debian by mmdebstrap, from where the
 * host gets its own packages. Made aside and renamed, so that it is whole or absent.
 *
 * @throws Error with what mmdebstrap says
 */
export async function baseIn(folder: string): Promise<Base> {
  const layer = `base-${recipe()}`;
  const made = join(folder, layer);
  if (!existsSync(made)) await make(folder, layer);
  return { layer, folder: made, created: (await stat(made)).mtimeMs };
}

function recipe(): string {
  const parts = JSON.stringify([SUITE, PACKAGES, FIRST_BOOT, ENABLED, MASKED]);
  return createHash('sha256').update(parts).digest('hex').slice(0, 12);
}

async function make(folder: string, layer: string): Promise<void> {
  const aside = join(folder, `${layer}.${process.pid}.new`);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  await sweep(folder);
  try {
    await run('mmdebstrap', [
      '--quiet',
      '--variant=minbase',
      `--include=${PACKAGES.join(',')}`,
      SUITE,
      aside,
      ...(await hostSources()),
    ]);
    await equip(aside);
    await place(aside, join(folder, layer));
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** Two regions may make it at once: the first to end has made it for both. */
async function place(aside: string, made: string): Promise<void> {
  await rename(aside, made).catch((error: unknown) => {
    if (!existsSync(made)) throw error;
  });
}

/** Removes what is left of bases that were not finished, because whoever made them was killed. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const maker = /\.(\d+)\.new$/.exec(name)?.[1];
    if (maker !== undefined && processOf(Number(maker)) === undefined)
      await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** Where the host gets Debian from, when it is the same Debian; else mmdebstrap knows. */
async function hostSources(): Promise<string[]> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  if (!release.includes(`VERSION_CODENAME=${SUITE}`)) return [];
  const files = ['/etc/apt/sources.list', '/etc/apt/sources.list.d/debian.sources'];
  return files.filter((path) => existsSync(path));
}

/** Makes a plain Debian an image for EC2. */
async function equip(root: string): Promise<void> {
  await run('chroot', [root, 'useradd', '--create-home', '--shell', '/bin/bash', 'admin']);
  for (const { path, text, mode } of FIRST_BOOT) await put(join(root, path), text, mode);
  await put(join(root, '/etc/apt/apt.conf.d/90host'), await hostAcquire(), 0o644);
  await run('systemctl', ['--quiet', '--root', root, 'enable', ...ENABLED]);
  await run('systemctl', ['--quiet', '--root', root, 'mask', ...MASKED]);
  await run('sh', ['-c', `rm -f "$1"/etc/ssh/ssh_host_* "$1"/etc/hostname`, 'sh', root]);
  await writeFile(join(root, '/etc/machine-id'), '');
}

async function put(path: string, text: string, mode: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  await chmod(path, mode);
}

/** The host's own settings for fetching (proxies, clocks that are off): instances fetch from the same places by the same way. */
async function hostAcquire(): Promise<string> {
  const settings = await run('apt-config', ['dump', '--no-empty', 'Acquire']);
  const wanted = /^Acquire::(http|https|Check-Date|Check-Valid-Until|ForceIPv4|Retries)\b/;
  return settings
    .split('\n')
    .filter((line) => wanted.test(line))
    .map((line) => `${line}\n`)
    .join('');
}
