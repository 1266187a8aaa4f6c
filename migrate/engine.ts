import { basename, join } from 'node:path';
import { runner } from 'node-pg-migrate';
import type { Files } from '../world/files.ts';
import type { Database } from '../world/postgres.ts';
import { entering, SCHEMA } from './book.ts';
import type { Migration } from './migration.ts';

/** What node-pg-migrate says is what we say ourselves, or what it throws. */
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/**
 * Applies `next`, which is the first of `migrations` that the database does not have, in one transaction with
 * its entry in the book. Throws what PostgreSQL or node-pg-migrate says; then nothing of it is left.
 *
 * One migration a run: node-pg-migrate makes one transaction of a run, and keeps its lock on failure when
 * it makes none. It finds migrations by listing a folder, hence the folder; the text is taken from memory,
 * for its own loader cuts a file at a comment that says "down migration".
 */
export async function applyOne(
  files: Files,
  database: Database,
  migrations: readonly Migration[],
  next: Migration,
  { app, lock }: { readonly app: string; readonly lock: number },
): Promise<void> {
  await files.withTemporaryFolder(async (dir) => {
    for (const { name } of migrations) await files.write(join(dir, `${name}.sql`), '');
    await runner({
      dbClient: database.client,
      dir,
      direction: 'up',
      count: 1,
      file: next.name,
      checkOrder: true,
      singleTransaction: true,
      migrationsSchema: SCHEMA,
      migrationsTable: `expand_${app}`,
      lockValue: lock,
      logger: silent,
      migrationLoaderStrategies: [{ extensions: ['.sql'], loader: loaderOf(app, migrations) }],
    });
  });
}

type Strategy = NonNullable<Parameters<typeof runner>[0]['migrationLoaderStrategies']>[number];

function loaderOf(app: string, migrations: readonly Migration[]): Strategy['loader'] {
  const byName = new Map(migrations.map((migration) => [migration.name, migration]));
  return (paths) =>
    Promise.resolve(
      paths.flatMap((path) => {
        const migration = byName.get(basename(path, '.sql'));
        if (migration === undefined) return [];
        return [{ id: path, filePaths: [path], actions: actionsOf(app, migration) }];
      }),
    );
}

function actionsOf(app: string, migration: Migration) {
  return {
    up: (builder: { sql(text: string): void }) => {
      builder.sql(migration.text);
      builder.sql(entering(app, migration));
    },
    down: false as const,
  };
}

function ignore(): void {
  // Nothing to say.
}
