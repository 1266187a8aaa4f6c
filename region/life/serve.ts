import { mkdirSync } from 'node:fs';

import { realClock } from '../clock.ts';
import { hasDatabase, startDatabase } from '../database.ts';
import { fileEvents } from '../events.ts';
import { reclaimedAt } from '../faults/part.ts';
import type { Base } from '../machines/nspawn/base.ts';
import { metadataServer } from '../metadata/server.ts';
import { targetLifecycleOf } from '../model/autoscaling/target-lifecycle.ts';
import type { BaseImage } from '../model/ec2/images.ts';
import { credentialsNow } from '../model/ec2/credentials.ts';
import { instanceOf } from '../model/ec2/instance.ts';
import { gatewayOf, METADATA_ADDRESS, type Network, networkOf } from '../network.ts';
import { processOf } from '../process.ts';
import { realRandom } from '../random.ts';
import type { Credentials } from '../model/ec2/state.ts';
import { createServer, type Server } from '../protocol/server.ts';
import type { Realm } from '../realm.ts';
import type { Region } from '../region.ts';
import { openStore } from '../store.ts';
import { serveControl } from './control.ts';
import { databaseFollower } from './database-fault.ts';
import { type Ground, layGround } from './ground.ts';
import { takeRegion } from './lock.ts';
import { keeper } from './keep.ts';
import { checkPort } from './port.ts';
import { actionsByService } from './model.ts';
import { ACCOUNTS, regionNames } from './names.ts';
import { type Home, homeOf, PROGRAMS } from './place.ts';
import { createRealm } from './realm.ts';
import { realmStateIn } from './realm-state.ts';
import { accessKeyIn, readRecord, writeRecord } from './record.ts';
import { checkComputer } from './requirements.ts';
import { checkSlot } from './slot.ts';

export interface ServeOptions {
  readonly name: string;
  /** The API's port, where not the one that the region had at its last start or has from its name. */
  readonly port?: number | undefined;
  /** Whether it is to have a PostgreSQL server; one that had it keeps it. */
  readonly database?: boolean | undefined;
}

/**
 * Serves a region in this process until SIGTERM. What runs in it goes on then, as after a SIGKILL, and is taken over by the
 * process that serves it next.
 *
 * @throws Refusal where this computer cannot have it now
 */
export async function serve(options: ServeOptions): Promise<void> {
  checkComputer();
  const home = homeOf(options.name);
  await claim(home);
  const network = networkOf(home.name, options.port ?? readRecord(home)?.port);
  await checkPort(network);
  note(home, network, false);

  const ground = await layGround(home, network);
  if (options.database === true || hasDatabase(home.folder)) {
    await startDatabase({ folder: home.folder, programs: PROGRAMS, network, inside: ground.inside });
  }
  const store = openStore(home.state);
  const [accountId, otherAccount] = ACCOUNTS;
  const state = realmStateIn(store.load(), home.name);
  let followFaults = () => {};
  const keep = keeper(() => {
    store.save(state);
    followFaults();
  }, realClock);
  const save = keep.now;
  const { accessKeyId } = accessKeyIn(home.key);
  const { home: region, stop } = createRealm({
    ground: {
      ...{ network, clock: realClock, random: realRandom, events: fileEvents(home.events, realClock) },
      ...{ machines: ground.machines, balancer: ground.balancer, prober: ground.inside },
    },
    accounts: [
      { id: accountId, accessKeyId },
      { id: otherAccount, accessKeyId: accessKeyIn(home.otherKey).accessKeyId },
    ],
    ...{ names: regionNames(home.name), base: describeBase(ground.base), state, save: keep.soon },
  });
  const { folder } = home;
  followFaults = databaseFollower(region, { folder, programs: PROGRAMS, network, inside: ground.inside });
  const server = createServer({ region, actionsByService, accessKey: accessKeyId, save });
  await open(region, ground, server);
  await serveControl(region, home, save);
  for (const one of region.realm.regions) one.stir();
  note(home, network, true);

  process.once('SIGTERM', () => {
    stop();
    keep.soon();
    process.exit();
  });
  await ground.inside.over;
  throw new Error('the process inside the region ended, and the region with it');
}

async function claim(home: Home): Promise<void> {
  checkSlot(home.name);
  await takeRegion(home.name);
  mkdirSync(home.folder, { recursive: true, mode: 0o700 });
}

/** Leaves word of who serves the region. */
function note(home: Home, { port }: Network, ready: boolean): void {
  const own = processOf(process.pid);
  if (own !== undefined) writeRecord(home, { process: own, port, ready, started: realClock.now() });
}

function describeBase({ layer, created }: Base): BaseImage {
  const day = new Date(created).toISOString().slice(0, 10).replaceAll('-', '');
  const [name, architecture] =
    process.arch === 'arm64' ? (['arm64', 'arm64'] as const) : (['amd64', 'x86_64'] as const);
  return { name: `debian-12-${name}-${day}`, layer, architecture, created };
}

/** Those of an instance's role. New ones are kept at the region's next beat. */
function credentialsIn({ regions }: Realm, instanceId: string): Credentials | undefined {
  for (const region of regions) {
    const instance = instanceOf(region, instanceId);
    if (instance === undefined) continue;
    const { credentials } = instance;
    const current = credentialsNow(region, instance);
    if (current !== credentials) region.stir();
    return current;
  }
  return undefined;
}

/** Opens the API on loopback and to the instances, and the metadata service to the instances. */
async function open(region: Region, { inside, machines }: Ground, server: Server): Promise<void> {
  const { network, clock, realm } = region;
  await server.listen();
  await inside.accept(gatewayOf(network), network.port, (socket) => {
    server.adopt(socket);
  });
  const serveMetadata = metadataServer({
    clock,
    machineAt: (address) => machines.at(address),
    reclaimedAt: (id) => realm.regions.map((one) => reclaimedAt(one, id)).find(Boolean),
    credentialsOf: (id) => credentialsIn(realm, id),
    targetLifecycleOf: (id) => realm.regions.map((one) => targetLifecycleOf(one, id)).find(Boolean),
  });
  await inside.accept(METADATA_ADDRESS, 80, serveMetadata);
}
