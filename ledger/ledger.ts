import { Failure, UNTOUCHED } from '../world/failure.ts';
import type { Clock } from '../world/clock.ts';
import { sqlState, type Database, type Row } from '../world/postgres.ts';
import { parseFact, type Fact, type Recorded } from './facts.ts';
import type { Held, Holder } from './holder.ts';
import { acquire, type AcquireOptions, type Lease } from './lease.ts';
import { readLease } from './lease-row.ts';

/** What happened to one application, kept in PostgreSQL, shared by everybody who drives it. */
export interface Ledger {
  /** Appends a fact that needs no lease: of the application, or of `environment`. */
  record(fact: Fact, about?: { readonly environment?: string; readonly roll?: string }): Promise<void>;
  /** The facts of the application and of `environment`, oldest first; of one roll alone where `roll` is given. */
  facts(of?: { readonly environment?: string; readonly roll?: string }): Promise<Recorded[]>;
  /** What was asked of whoever drives `environment` since the fact with that id, oldest first. */
  asks(environment: string, since: number): Promise<Recorded[]>;
  /** The number of a new release: never given twice, however many ask at once. */
  nextRelease(): Promise<number>;
  /** Becomes the one who drives `environment`. Throws Failure `held`, naming who drives. */
  acquire(environment: string, holder: Holder, options?: AcquireOptions): Promise<Lease>;
  /** Who drives `environment` now, or undefined. */
  holder(environment: string): Promise<Held | undefined>;
}

/**
 * The ledger of `app` in `database`, whose schema `prepare` has brought up to date (release/ hands in the
 * migrations' apply). Throws what `prepare` throws, and Failure `ledger-missing` where it left no ledger.
 */
export async function openLedger(
  database: Database,
  {
    app,
    clock,
    prepare,
  }: { readonly app: string; readonly clock: Clock; readonly prepare: () => Promise<void> },
): Promise<Ledger> {
  await prepare();
  await proveThere(database);
  return {
    record: (fact, about = {}) => append(database, app, fact, about),
    facts: (of = {}) => read(database, app, of),
    asks: (environment, since) => readAsks(database, app, environment, since),
    nextRelease: () => nextRelease(database, app),
    acquire: (environment, holder, options = {}) =>
      acquire({ database, clock, app, environment, holder }, options),
    holder: (environment) => readLease(database, app, environment),
  };
}

async function append(
  database: Database,
  app: string,
  fact: Fact,
  { environment, roll }: { readonly environment?: string; readonly roll?: string },
): Promise<void> {
  const { type, ...body } = fact;
  await database.query(
    'insert into bakeroll.fact (app, environment, roll, type, body) values ($1, $2, $3, $4, $5)',
    [app, environment, roll, type, JSON.stringify(body)],
  );
}

async function read(
  database: Database,
  app: string,
  { environment, roll }: { readonly environment?: string; readonly roll?: string },
): Promise<Recorded[]> {
  const rows = await database.query(
    `select id, extract(epoch from at) * 1000 as at, environment, roll, type, body from bakeroll.fact
      where app = $1 and (environment is null or environment = $2) and ($3::text is null or roll = $3) order by id`,
    [app, environment, roll],
  );
  return recordedIn(rows);
}

async function readAsks(
  database: Database,
  app: string,
  environment: string,
  since: number,
): Promise<Recorded[]> {
  const rows = await database.query(
    `select id, extract(epoch from at) * 1000 as at, environment, roll, type, body from bakeroll.fact
      where app = $1 and environment = $2 and type = 'asked' and id > $3 order by id`,
    [app, environment, since],
  );
  return recordedIn(rows);
}

function recordedIn(rows: readonly Row[]): Recorded[] {
  return rows.flatMap((row) => {
    const fact = parseFact(String(row['type']), row['body']);
    if (fact === undefined) return [];
    return [
      {
        id: Number(row['id']),
        at: Number(row['at']),
        ...text(row, 'environment'),
        ...text(row, 'roll'),
        fact,
      },
    ];
  });
}

function text<Name extends string>(
  row: Readonly<Record<string, unknown>>,
  name: Name,
): { [K in Name]?: string } {
  const value = row[name];
  return typeof value === 'string' ? ({ [name]: value } as { [K in Name]?: string }) : {};
}

/** The applications that the ledger in `database` knows, by name. */
export async function applicationsIn(database: Database): Promise<string[]> {
  await proveThere(database);
  const rows = await database.query('select distinct app from bakeroll.fact order by app');
  return rows.map((row) => String(row['app']));
}

/** The environments of `app` that anything happened in, by name. */
export async function environmentsIn(database: Database, app: string): Promise<string[]> {
  const rows = await database.query(
    'select distinct environment from bakeroll.fact where app = $1 and environment is not null order by environment',
    [app],
  );
  return rows.map((row) => String(row['environment']));
}

async function nextRelease(database: Database, app: string): Promise<number> {
  const [row] = await database.query(
    `insert into bakeroll.release_sequence as sequence (app, last) values ($1, 1)
       on conflict (app) do update set last = sequence.last + 1 returning last`,
    [app],
  );
  return Number(row?.['last']);
}

async function proveThere(database: Database): Promise<void> {
  try {
    await database.query('select 1 from bakeroll.fact limit 1');
  } catch (cause) {
    if (sqlState(cause) !== '42P01' && sqlState(cause) !== '3F000') throw cause;
    throw new Failure({
      code: 'ledger-missing',
      what: 'This database holds no ledger',
      state: UNTOUCHED,
      next: 'Check BAKEROLL_LEDGER, and that its user may create a schema.',
      cause,
    });
  }
}
