import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { run } from '../../command.ts';

/** Where a machine's disk lies: what it wrote in `upper`, the whole of it in `root` while it is mounted. */
export interface Disk {
  readonly upper: string;
  readonly work: string;
  readonly root: string;
}

export function diskIn(folder: string): Disk {
  return { upper: join(folder, 'upper'), work: join(folder, 'work'), root: join(folder, 'root') };
}

/**
 * Mounts the disk: what the machine wrote, over the layers of its image.
 *
 * @param layers folders, newest first
 */
export async function mountDisk(disk: Disk, layers: readonly string[]): Promise<void> {
  for (const folder of [disk.upper, disk.work, disk.root]) await mkdir(folder, { recursive: true });
  // Without these a layer could refer to the layers below it, and would be worth nothing without exactly them.
  const apart = 'redirect_dir=off,metacopy=off,index=off';
  const places = `lowerdir=${layers.join(':')},upperdir=${disk.upper},workdir=${disk.work}`;
  await run('mount', ['-t', 'overlay', 'overlay', '-o', `${places},${apart}`, disk.root]);
}

export async function unmountDisk({ root }: Pick<Disk, 'root'>): Promise<void> {
  if (await isMounted(root)) await run('umount', [root]);
}

async function isMounted(path: string): Promise<boolean> {
  const mounts = await readFile('/proc/self/mountinfo', 'utf8');
  return mounts.split('\n').some((line) => line.split(' ')[4] === path);
}

/** Keeps what the machine wrote as the layer in `folder`; the disk must not be mounted. Whole or absent. */
export async function captureDisk({ upper }: Disk, folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const aside = `${folder}.new`;
  await rm(aside, { recursive: true, force: true });
  await run('cp', ['--archive', '--reflink=auto', upper, aside]);
  await rename(aside, folder);
}
