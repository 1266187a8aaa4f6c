import { existsSync } from 'node:fs';
import { mkdir, readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = '/sys/fs/cgroup';

/** The hierarchies of cgroups version 1 in which a container gets a group of its own. */
const HIERARCHIES = ['systemd', 'unified', 'memory', 'pids'];

/** Whether systemd runs this host, which then makes a scope for each container by itself. */
export function isHostOfSystemd(): boolean {
  return existsSync('/run/systemd/system');
}

/**
 * Makes control groups for one container, where the host's systemd does not: containers that share one take each other's
 * processes for their own.
 *
 * @param path such as `br-77/i-0123`
 * @returns the folders whose `cgroup.procs` its first process must enter
 */
export async function makeGroups(path: string): Promise<string[]> {
  if (isHostOfSystemd()) return [];
  const folders = groupsAt(path);
  for (const folder of folders) await mkdir(folder, { recursive: true });
  return folders;
}

/** Removes the groups at `path` and those in them; nothing may run in them any more. */
export async function removeGroups(path: string): Promise<void> {
  for (const folder of groupsAt(path)) await removeGroup(folder);
}

function groupsAt(path: string): string[] {
  const isUnified = existsSync(join(ROOT, 'cgroup.controllers'));
  const roots = isUnified ? [ROOT] : HIERARCHIES.map((name) => join(ROOT, name)).filter(existsSync);
  return roots.map((root) => join(root, path));
}

async function removeGroup(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) if (entry.isDirectory()) await removeGroup(join(folder, entry.name));
  await rmdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
}
