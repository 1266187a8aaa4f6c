import { join } from 'node:path';
import type { Test } from 'tap';
import { openLedger, type Ledger } from '../../ledger/ledger.ts';
import { applyExpand } from '../../migrate/apply.ts';
import { readMigrations } from '../../migrate/migration.ts';
import { realClock, type Clock } from '../../world/clock.ts';
import { realFiles } from '../../world/files.ts';
import { packageRoot } from '../../world/places.ts';
import type { Database } from '../../world/postgres.ts';
import { session } from '../postgres.ts';

/** A ledger in the database at `url`, by a session of its own, as another process would open it. */
export async function opened(
  t: Test,
  url: string,
  { app = 'hello', clock = realClock }: { app?: string; clock?: Clock } = {},
): Promise<{ ledger: Ledger; database: Database }> {
  const database = await session(t, url);
  const world = { clock, files: realFiles, note: () => undefined };
  const prepare = async () => {
    const migrations = await readMigrations(realFiles, join(packageRoot(), 'migrations'));
    const place = { app: 'bakeroll', environment: 'ledger', record: () => Promise.resolve() };
    await applyExpand(world, url, migrations, place);
  };
  return { ledger: await openLedger(database, { app, clock, prepare }), database };
}
