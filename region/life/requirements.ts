import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import { Refusal } from './refusal.ts';

/** What a region runs, with the Debian package that has it. */
const TOOLS = {
  haproxy: 'haproxy',
  'systemd-nspawn': 'systemd-container',
  mmdebstrap: 'mmdebstrap',
  ip: 'iproute2',
  nft: 'nftables',
};

/** @throws Refusal where this computer cannot have a region */
export function checkComputer(): void {
  if (process.platform !== 'linux')
    throw new Refusal(
      'tool-missing',
      `The local region needs Linux, and this is ${process.platform}`,
      'Run it on Linux.',
    );
  if (process.getuid?.() !== 0)
    throw new Refusal(
      'not-root',
      'The local region needs root',
      'Run it as root, or allow sudo without a password.',
    );
  const missing = Object.entries(TOOLS).filter(([tool]) => !isOnPath(tool));
  if (missing.length === 0) return;
  throw new Refusal(
    'tool-missing',
    `Not installed: ${missing.map(([tool]) => tool).join(', ')}`,
    `apt-get install ${missing.map(([, debian]) => debian).join(' ')}`,
  );
}

function isOnPath(tool: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => isExecutable(join(folder, tool)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
