import { createHash } from 'node:crypto';
import { Failure } from '../world/failure.ts';
import type { Database } from '../world/postgres.ts';
import type { World } from '../world/world.ts';

/** How long to wait for somebody else's migrations, in milliseconds: a dead runner's session is gone after 11 s. */
const PATIENCE = 120_000;

/** The number that PostgreSQL knows the lock by; 48 bits, so that JavaScript keeps it exactly. */
export function lockNumber(app: string, environment: string): number {
  const hash = createHash('sha256').update(`bakeroll ${app} ${environment}`).digest();
  return hash.readUIntBE(0, 6);
}

/**
 * Runs `work` while this session holds the application's migration lock, which ends with the session: lock and
 * statements die together. node-pg-migrate takes the same lock again inside, as one session may.
 * Throws Failure `migration-failed` when somebody else keeps it too long.
 */
export async function underLock<T>(
  world: Pick<World, 'clock' | 'note'>,
  database: Database,
  lock: number,
  work: () => Promise<T>,
): Promise<T> {
  const deadline = world.clock.monotonic() + PATIENCE;
  let said = false;
  while (!(await take(database, lock))) {
    if (world.clock.monotonic() > deadline) throw taken();
    if (!said) world.note({ step: 'migrate', text: 'waiting: somebody else is migrating this database' });
    said = true;
    await world.clock.sleep(500);
  }
  return work();
}

async function take(database: Database, lock: number): Promise<boolean> {
  const [row] = await database.query('select pg_try_advisory_lock($1) as taken', [lock]);
  return row?.['taken'] === true;
}

function taken(): Failure {
  return new Failure({
    code: 'migration-failed',
    what: `Somebody else has been migrating this database for ${PATIENCE / 1000} s`,
    state: 'No instance was touched, and no migration of this run was applied.',
    next: 'Wait until it is done (pg_stat_activity shows it as "bakeroll migrate"), then run the command again.',
  });
}
