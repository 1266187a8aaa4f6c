import { applyExpand, type Applied } from '../migrate/apply.ts';
import type { Migration } from '../migrate/migration.ts';
import { refusePending } from '../migrate/pending.ts';
import type { Release } from '../ledger/folds/releases.ts';
import { databaseUrl } from './database.ts';
import { newRollId } from './roll-id.ts';
import type { Session } from './session.ts';

/**
 * Applies the expand migrations that the release carries and the environment's database does not have.
 *
 * @throws Failure `migration-failed`, `migration-changed`, `database-unreachable`
 */
export async function migrateStep(session: Session, release: Release, roll: string): Promise<Applied[]> {
  const migrations = migrationsOf(release);
  if (migrations.length === 0) return [];
  const { world, config, clients, name: environment, ledger } = session;
  return applyExpand(world, await databaseUrl(world, config, clients), migrations, {
    app: config.app,
    environment,
    record: (applied) => ledger.record({ type: 'migration-applied', ...applied }, { environment, roll }),
  });
}

/**
 * Refuses a release that is ahead of the schema: `roll` alone migrates nothing.
 *
 * @throws Failure `migrations-pending`, naming them
 */
export async function refuseAheadOfSchema(session: Session, release: Release): Promise<void> {
  const migrations = migrationsOf(release);
  if (migrations.length === 0) return;
  const { world, config, clients, name: environment } = session;
  await refusePending(await databaseUrl(world, config, clients), migrations, {
    app: config.app,
    environment,
    release: `v${release.release}`,
  });
}

function migrationsOf(release: Release): readonly Migration[] {
  if (release.type === 'release-adopted') return [];
  return release.migrations.filter(({ phase }) => phase === 'expand');
}

/** As `migrateStep`, for a command of its own: nobody else drives the environment meanwhile. @throws Failure `held` */
export async function migrateAlone(session: Session, release: Release): Promise<Applied[]> {
  const roll = newRollId();
  const lease = await session.ledger.acquire(
    session.name,
    { who: session.by, roll },
    { wait: session.lockWait },
  );
  try {
    return await migrateStep(session, release, roll);
  } finally {
    await lease.giveUp();
  }
}
