import { Failure, UNTOUCHED } from '../world/failure.ts';
import type { Queries } from '../world/postgres.ts';
import type { Migration } from './migration.ts';

/** The schema of ours in every database that we migrate. */
export const SCHEMA = 'bakeroll';

/** A migration that the database has, as it says itself: the truth about what was applied. */
export interface Entry {
  readonly name: string;
  readonly sha256: string;
}

/** Makes the book of what was applied, with each file's sha256, which node-pg-migrate does not keep. */
export async function openBook(queries: Queries): Promise<void> {
  await queries.query(`create schema if not exists ${SCHEMA}`);
  await queries.query(
    `create table if not exists ${SCHEMA}.migration (
       app text not null, phase text not null, name text not null, sha256 text not null,
       applied_at timestamptz not null default clock_timestamp(),
       primary key (app, phase, name))`,
  );
}

/** The expand migrations of `app` that the database has, oldest first; none where there is no book. Changes nothing. */
export async function readBook(queries: Queries, app: string): Promise<Entry[]> {
  const [book] = await queries.query(`select to_regclass('${SCHEMA}.migration') is not null as there`);
  if (book?.['there'] !== true) return [];
  const rows = await queries.query(
    `select name, sha256 from ${SCHEMA}.migration where app = $1 and phase = 'expand' order by applied_at, name`,
    [app],
  );
  return rows.map((row) => ({ name: String(row['name']), sha256: String(row['sha256']) }));
}

/** The statement that enters a migration; it runs in the migration's own transaction. */
export function entering(app: string, { phase, name, sha256 }: Migration): string {
  const values = [app, phase, name, sha256].map((value) => `'${value.replaceAll("'", "''")}'`);
  return `insert into ${SCHEMA}.migration (app, phase, name, sha256) values (${values.join(', ')})`;
}

/**
 * The expand migrations among `migrations` that are not in the book, in order.
 * Throws Failure `migration-changed` when one that is in it was edited since.
 */
export function outstanding(book: readonly Entry[], migrations: readonly Migration[]): Migration[] {
  const applied = new Map(book.map((entry) => [entry.name, entry.sha256]));
  const expand = migrations.filter(({ phase }) => phase === 'expand');
  const changed = expand.find(({ name, sha256 }) => applied.has(name) && applied.get(name) !== sha256);
  if (changed !== undefined) throw edited(changed.name, book);
  return expand.filter(({ name }) => !applied.has(name));
}

/** The database's version, in words. */
export function version(book: readonly Entry[]): string {
  const last = book.at(-1);
  return last === undefined ? 'no migration is applied' : `the last migration applied is ${last.name}`;
}

function edited(name: string, book: readonly Entry[]): Failure {
  return new Failure({
    code: 'migration-changed',
    what: `expand/${name}.sql is not the file that was applied: somebody edited it afterwards`,
    state: `${UNTOUCHED} In the database ${version(book)}.`,
    next: 'Put the file back as it was, and write the change as a new migration.',
  });
}
