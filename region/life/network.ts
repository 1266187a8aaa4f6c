import { join } from 'node:path';

import { endDatabase } from '../database.ts';
import type { Network } from '../network.ts';
import { lowerNetwork, raiseNetwork } from '../network/raise.ts';
import { commandLines } from '../process.ts';
import { HOST_SWITCHES, type Home } from './place.ts';

/**
 * Has the region's network stand. Where machines run it does, and they need it; else what there may be of it is made anew,
 * for a process that was killed may have left half of one.
 */
export async function ensureNetwork(home: Home, network: Network): Promise<void> {
  if (hasMachines(home)) return;
  await endDatabase(home.folder);
  await lowerNetwork(network, HOST_SWITCHES);
  await raiseNetwork(network, HOST_SWITCHES);
}

function hasMachines({ folder }: Home): boolean {
  const inside = `--directory=${join(folder, 'machines')}/`;
  return commandLines().some(({ argv }) => argv.some((word) => word.startsWith(inside)));
}
