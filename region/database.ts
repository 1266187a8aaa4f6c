import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { programsIn } from './database/programs.ts';
import { endServer, makeData, startServer, SUPERUSER } from './database/server.ts';
import type { Inside } from './inside/inside.ts';
import { namespaceOf, type Network } from './network.ts';
import { forward } from './network/forward.ts';
import { ip } from './network/ip.ts';

/** The database's URL, as instances reach it and as the driver on this computer does. */
export interface DatabaseUrls {
  readonly inside: string;
  readonly outside: string;
}

export interface DatabaseOptions {
  /** The region's folder. */
  readonly folder: string;
  /** Where PostgreSQL's programs are kept for all regions. */
  readonly programs: string;
  readonly network: Network;
  readonly inside: Inside;
}

const PORT = 5432;

/**
 * Starts a PostgreSQL server in the region, as RDS would be: reached by TCP at a private address, with a password. One that a
 * killed region left running goes on.
 */
export async function startDatabase(options: DatabaseOptions): Promise<void> {
  await resumeDatabase(options);
  const { network, inside } = options;
  const [from, to] = [addressIn(network.publicPrefix), addressIn(network.privatePrefix)];
  await forward(inside, { from, port: PORT, to, toPort: PORT });
}

/** Starts the server alone, where the way to it from this computer is open already. */
export async function resumeDatabase({
  folder,
  programs,
  network,
}: Omit<DatabaseOptions, 'inside'>): Promise<void> {
  const address = addressIn(network.privatePrefix);
  const own = databaseIn(folder);
  await mkdir(own, { recursive: true, mode: 0o700 });
  const place = {
    programs: await programsIn(programs),
    data: join(own, 'data'),
    log: join(own, 'log'),
    namespace: namespaceOf(network),
    address,
    clients: `${network.privatePrefix}.0.0/16`,
  };
  await makeData(place, await passwordIn(own));
  await ip([`address replace ${address}/16 dev bridge`], place.namespace);
  await startServer(place);
}

/** Whether the region in `folder` was given a database: then it has one for good. */
export function hasDatabase(folder: string): boolean {
  return existsSync(databaseIn(folder));
}

/** Ends the database of the region in `folder`, if it has one that runs. */
export async function endDatabase(folder: string): Promise<void> {
  await endServer(join(databaseIn(folder), 'data'));
}

/** @throws Error where the region in `folder` has no database */
export async function urlsOf(folder: string, network: Network): Promise<DatabaseUrls> {
  const login = `${SUPERUSER}:${await passwordIn(databaseIn(folder))}`;
  const url = (prefix: string) => `postgresql://${login}@${addressIn(prefix)}:${PORT}/postgres`;
  return { inside: url(network.privatePrefix), outside: url(network.publicPrefix) };
}

function databaseIn(folder: string): string {
  return join(folder, 'database');
}

function addressIn(prefix: string): string {
  return `${prefix}.0.5`;
}

async function passwordIn(own: string): Promise<string> {
  const path = join(own, 'password');
  const known = await readFile(path, 'utf8').catch(() => undefined);
  if (known !== undefined) return known;
  const made = randomBytes(24).toString('hex');
  await writeFile(`${path}.new`, made, { mode: 0o600 });
  await rename(`${path}.new`, path);
  return made;
}
