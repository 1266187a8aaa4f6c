import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';

import { endBalancer } from '../balancer/haproxy.ts';
import { endDatabase } from '../database.ts';
import { removeGroups } from '../machines/nspawn/cgroup.ts';
import { machinesIn, releaseMachine } from '../machines/nspawn/machine.ts';
import { namespaceOf, networkOf } from '../network.ts';
import { lowerNetwork } from '../network/raise.ts';
import { endProcess } from '../process.ts';
import { takeRegion } from './lock.ts';
import { BASES, HOST_SWITCHES, type Home, homeOf } from './place.ts';
import { servingNow } from './record.ts';
import { checkComputer } from './requirements.ts';

/** How long the serving process has to end in order, in milliseconds. */
const ENDING = 10_000;

/**
 * Ends a region with all that is in it, its images too, and leaves nothing on this computer but the base images: whether it is
 * served, or its process was killed, also in the middle of this.
 */
export async function down(name: string): Promise<void> {
  checkComputer();
  const home = homeOf(name);
  if (!existsSync(home.folder)) return;
  const serving = servingNow(home);
  if (serving !== undefined) await endProcess(serving.process, ENDING);
  await takeRegion(name);
  await sweep(home);
}

async function sweep({ name, folder }: Home): Promise<void> {
  const network = networkOf(name);
  const place = { network, folder, bases: BASES };
  await endBalancer(folder);
  await endDatabase(folder);
  await Promise.all((await machinesIn(place)).map((id) => releaseMachine(place, id)));
  await lowerNetwork(network, HOST_SWITCHES);
  await removeGroups(namespaceOf(network));
  await rm(folder, { recursive: true, force: true });
}
