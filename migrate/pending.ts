import { Failure } from '../world/failure.ts';
import { connect } from '../world/postgres.ts';
import { outstanding, readBook, version } from './book.ts';
import type { Migration } from './migration.ts';

/** Which release is wanted where. */
export interface Wanting {
  readonly app: string;
  readonly environment: string;
  /** `v42`. */
  readonly release: string;
}

/**
 * Refuses a release whose expand migrations are not all in the database at `url`. Changes nothing.
 * Throws Failure `migrations-pending` naming them, `migration-changed` or `database-unreachable`.
 */
export async function refusePending(
  url: string,
  migrations: readonly Migration[],
  { app, environment, release }: Wanting,
): Promise<void> {
  const database = await connect(url, 'migrate');
  try {
    const book = await readBook(database, app);
    const missing = outstanding(book, migrations).map(({ name }) => `expand/${name}`);
    if (missing.length === 0) return;
    throw new Failure({
      code: 'migrations-pending',
      what: `The release needs migrations that the database does not have: ${missing.join(', ')}`,
      state: `No instance was touched. In the database ${version(book)}.`,
      next: `bakeroll migrate ${environment} ${release}`,
    });
  } finally {
    await database.close();
  }
}
