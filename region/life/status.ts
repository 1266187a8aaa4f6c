import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { type DatabaseUrls, hasDatabase, urlsOf } from '../database.ts';
import { networkOf } from '../network.ts';
import { ACCOUNTS, regionNames } from './names.ts';
import { ask, type Standing, type StandingFault } from './control.ts';
import { type AccessKey, accessKeyIn, readRecord, servingNow } from './record.ts';
import { homeOf } from './place.ts';

/** A region, for whoever drives it. */
export type RegionReport =
  | { readonly kind: 'down'; readonly name: string }
  /** Not served, but not taken down: `up` goes on with it. */
  | { readonly kind: 'stopped'; readonly name: string; readonly machines: number }
  | ({
      readonly kind: 'up';
      readonly name: string;
      readonly endpoint: string;
      readonly pid: number;
      /** Milliseconds since the epoch. */
      readonly started: number;
      /** How many have a disk here. */
      readonly machines: number;
      readonly accountId: string;
      /** The names of the regions at the endpoint, in each account. */
      readonly regions: readonly string[];
      /** The second account there. */
      readonly other: AccessKey & { readonly accountId: string };
      readonly database?: DatabaseUrls;
      /** How it is broken. */
      readonly faults: readonly StandingFault[];
      /** The switches that somebody set. */
      readonly switches: Readonly<Record<string, string>>;
    } & AccessKey);

export async function statusOf(name: string): Promise<RegionReport> {
  const home = homeOf(name);
  if (readRecord(home) === undefined) return { kind: 'down', name };
  const serving = servingNow(home);
  const machines = countIn(join(home.folder, 'machines'));
  if (serving === undefined) return { kind: 'stopped', name, machines };
  const endpoint = `http://127.0.0.1:${serving.port}`;
  const { process, started } = serving;
  const { faults, switches } = serving.ready ? await ask(home, { kind: 'show' }) : QUIET;
  const database = hasDatabase(home.folder) ? { database: await urlsOf(home.folder, networkOf(name)) } : {};
  return {
    kind: 'up',
    name,
    endpoint,
    pid: process.pid,
    started,
    machines,
    ...{ faults, switches },
    accountId: ACCOUNTS[0],
    regions: regionNames(name),
    ...accessKeyIn(home.key),
    other: { accountId: ACCOUNTS[1], ...accessKeyIn(home.otherKey) },
    ...database,
  };
}

const QUIET: Standing = { kind: 'standing', faults: [], switches: {} };

function countIn(folder: string): number {
  try {
    return readdirSync(folder).length;
  } catch {
    return 0;
  }
}
