import { Failure } from '../world/failure.ts';
import { connect, sqlState, type Database } from '../world/postgres.ts';
import type { World } from '../world/world.ts';
import { openBook, outstanding, readBook, version, type Entry } from './book.ts';
import { applyOne } from './engine.ts';
import { lockNumber, underLock } from './lock.ts';
import type { Migration } from './migration.ts';
import { refuseUnwrapped } from './wrapped.ts';

/** A migration that this run applied. */
export interface Applied {
  readonly name: string;
  readonly sha256: string;
  readonly millis: number;
}

export interface ApplyOptions {
  readonly app: string;
  readonly environment: string;
  /** Told of each migration once it is committed; the database's own book is the truth, this the story. */
  readonly record: (applied: Applied) => Promise<void>;
  /** Aborted, no further migration is begun, and its reason is thrown; the one under way is finished first. */
  readonly signal?: AbortSignal;
}

/** How often a migration that finds its table in use is tried, and the longest pause between two tries in milliseconds. */
const TRIES = 10;
const LONGEST_PAUSE = 30_000;

/**
 * Applies the expand migrations of a release that the database at `url` does not have, one at a time, each in
 * a transaction of its own, while nobody else migrates this application's environment. Gives what it applied.
 * Throws Failure `migration-failed`, `migration-changed` or `database-unreachable`; what was applied before stays.
 */
export async function applyExpand(
  world: Pick<World, 'clock' | 'files' | 'note'>,
  url: string,
  migrations: readonly Migration[],
  options: ApplyOptions,
): Promise<Applied[]> {
  const lock = lockNumber(options.app, options.environment);
  const expand = migrations.filter(({ phase }) => phase === 'expand');
  const database = await connect(url, 'migrate');
  try {
    // Where there is nothing to do, nothing is asked of the database that a reader may not.
    if (outstanding(await readBook(database, options.app), expand).length === 0) return [];
    return await underLock(world, database, lock, async () => {
      await openBook(database);
      return applyAll({ world, database, expand, lock, options });
    });
  } finally {
    // Also what frees the lock after a failure.
    await database.close();
  }
}

interface Run {
  readonly world: Pick<World, 'clock' | 'files' | 'note'>;
  readonly database: Database;
  readonly expand: readonly Migration[];
  readonly lock: number;
  readonly options: ApplyOptions;
}

async function applyAll(run: Run): Promise<Applied[]> {
  const book = await readBook(run.database, run.options.app);
  const applied: Applied[] = [];
  for (const next of outstanding(book, run.expand)) {
    run.options.signal?.throwIfAborted();
    refuseUnwrapped(next, stateOf(book));
    const began = run.world.clock.monotonic();
    await applyPatiently(run, next, book);
    const millis = Math.round(run.world.clock.monotonic() - began);
    const { name, sha256 } = next;
    book.push({ name, sha256 });
    applied.push({ name, sha256, millis });
    run.world.note({ step: 'migrate', text: `expand/${name} applied in ${millis} ms` });
    await run.options.record({ name, sha256, millis });
  }
  return applied;
}

/** Short waits for a lock, and again: a migration that waits long for a table makes every reader behind it wait too. */
async function applyPatiently(run: Run, next: Migration, book: readonly Entry[]): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      await applyOne(run.world.files, run.database, run.expand, next, {
        app: run.options.app,
        lock: run.lock,
      });
      await forgetSettings(run.database);
      return;
    } catch (cause) {
      // Whatever broke the connection, asking again says so, and in better words than the statement that was cut off.
      await run.database.query('select 1');
      const inUse = sqlState(cause) === '55P03';
      if (!inUse || tried === TRIES) throw failed(next, cause, book);
      run.world.note({ step: 'migrate', text: `expand/${next.name} waits: a table it needs is in use` });
      await run.world.clock.sleep(Math.min(LONGEST_PAUSE, 1_000 * 2 ** (tried - 1)));
    }
  }
}

/** What one migration sets for its session does not reach the next. */
async function forgetSettings(database: Database): Promise<void> {
  await database.query('reset role');
  await database.query('reset all');
}

function failed({ name, text }: Migration, cause: unknown, book: readonly Entry[]): Failure {
  const said = cause instanceof Error ? cause.message : String(cause);
  return new Failure({
    code: 'migration-failed',
    what: `expand/${name}.sql${lineOf(cause, text)} failed`,
    why: [said, sqlState(cause)].filter((part) => part !== undefined).join(' · SQLSTATE '),
    state: stateOf(book),
    next: 'Correct the migration (nothing of it was kept) and release again.',
    cause,
  });
}

function stateOf(book: readonly Entry[]): string {
  return `No instance was touched. In the database ${version(book)}.`;
}

/** PostgreSQL counts characters from the start of what it was sent, which is the file. */
function lineOf(cause: unknown, text: string): string {
  if (!(cause instanceof Error) || !('position' in cause) || cause.position === undefined) return '';
  return ` line ${text.slice(0, Number(cause.position)).split('\n').length}`;
}
