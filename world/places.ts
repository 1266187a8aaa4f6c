import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where bakeroll keeps what outlives a run on this machine (embedded ledger, keys): 0700, made by whoever writes first. */
export function stateFolder(): string {
  const base = process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state');
  return join(base, 'bakeroll');
}

/** The folder that holds package.json, and with it `packer/`, `ansible/`, `migrations/`: the same from the checkout and from `dist/`. */
export function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
