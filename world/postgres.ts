import pg from 'pg';
import { Failure, UNTOUCHED } from './failure.ts';

/** A row as PostgreSQL gives it: bigint as text, timestamptz as Date, jsonb parsed. Whoever asked parses it. */
export type Row = Readonly<Record<string, unknown>>;

export interface Queries {
  /** One statement with `$1…` values, or several without. Throws what PostgreSQL says; `sqlState` reads its code. */
  query(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** One session of a PostgreSQL server (14 or later). It never reconnects: locks and settings die with it. */
export interface Database extends Queries {
  /** Commits what `work` did, or undoes all of it when `work` throws. Other queries wait until it is over. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** Ends the session and frees its locks. Safe to call twice. */
  close(): Promise<void>;
  /** The driver's own client, for node-pg-migrate alone. */
  readonly client: pg.ClientBase;
}

/**
 * Settings of every session (all may be set without being superuser). The last four end a session whose
 * client is gone within about 11 s, also while a statement runs; with the server's defaults it holds its
 * locks for hours (measured with a cut link).
 */
const SESSION = [
  'timezone=UTC',
  'lock_timeout=1s',
  'statement_timeout=30s',
  'idle_in_transaction_session_timeout=60s',
  'client_connection_check_interval=2s',
  'tcp_keepalives_idle=5',
  'tcp_keepalives_interval=2',
  'tcp_keepalives_count=3',
];

/**
 * Opens a session. `purpose` is what pg_stat_activity shows. Straight to the server, never through a pooler
 * in transaction mode, where session locks strand.
 * Throws Failure `database-unreachable`. Neither user nor password is ever in an error.
 */
export async function connect(url: string, purpose: string): Promise<Database> {
  const client = clientFor(url, purpose);
  // A password with a bare slash in it is read as a host, a port and a database with an @ in its name.
  if (client.database?.includes('@')) throw unreadable();
  const place = `${client.host}, database ${client.database ?? ''}`;
  // Without a listener a lost connection ends the process; the query in flight, or the next one, says it.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    throw unreachable(place, cause);
  }
  return sessionOf(client, place);
}

/** PostgreSQL's five-character code of what went wrong, such as 23505, or undefined where the error is not the server's. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

function sessionOf(client: pg.Client, place: string): Database {
  let closed: Promise<void> | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const queries: Queries = {
    async query(text, values) {
      try {
        const result = await client.query<Record<string, unknown>>(text, values && [...values]);
        return result.rows;
      } catch (cause) {
        throw isLost(cause) ? connectionLost(place, cause) : cause;
      }
    },
  };
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };
  return {
    client,
    query: (text, values) => inTurn(() => queries.query(text, values)),
    transaction: (work) => inTurn(() => inTransaction(queries, work)),
    close: () => (closed ??= client.end()),
  };
}

async function inTransaction<T>(queries: Queries, work: (queries: Queries) => Promise<T>): Promise<T> {
  await queries.query('begin');
  try {
    const result = await work(queries);
    await queries.query('commit');
    return result;
  } catch (error) {
    // On a lost connection the server rolls back by itself, and the first error is the one to tell.
    await queries.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Anything that is not the server's answer, and the answers by which it ends a session (57P01 to 57P05, 25P03). */
function isLost(error: unknown): boolean {
  const state = sqlState(error);
  return state === undefined || state.startsWith('57P') || state.startsWith('08') || state === '25P03';
}

function unreachable(place: string, cause: unknown): Failure {
  return new Failure({
    code: 'database-unreachable',
    what: `PostgreSQL at ${place} cannot be reached`,
    why: cause instanceof Error ? cause.message : String(cause),
    state: UNTOUCHED,
    next: 'Check that the server runs, and that this machine may reach it with this user and password.',
    cause,
  });
}

function connectionLost(place: string, cause: unknown): Failure {
  return new Failure({
    code: 'database-unreachable',
    what: `The connection to PostgreSQL at ${place} was lost`,
    why: cause instanceof Error ? cause.message : String(cause),
    state: 'What this run did until then stands; whether its last statement was kept is not known.',
    next: 'Run the command again: it goes on from what it finds.',
    cause,
  });
}

function clientFor(url: string, purpose: string): pg.Client {
  if (!/^postgres(ql)?:\/\//.test(url)) throw unreadable();
  try {
    return new pg.Client({
      connectionString: url,
      application_name: `bakeroll ${purpose}`,
      options: SESSION.map((setting) => `-c ${setting}`).join(' '),
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 5_000,
    });
  } catch {
    throw unreadable();
  }
}

/** Without the cause, which repeats the address. */
function unreadable(): Failure {
  return new Failure({
    code: 'database-unreachable',
    what: 'The address of the database is not one: expected postgresql://user:password@host:port/database',
    state: UNTOUCHED,
    next: 'Correct the address (it is not shown here, since it may hold a password).',
  });
}
