import { join } from 'node:path';
import { type Ledger, openLedger } from '../ledger/ledger.ts';
import { applyExpand } from '../migrate/apply.ts';
import { readMigrations } from '../migrate/migration.ts';
import type { Clients } from '../world/aws/clients.ts';
import type { Place } from '../world/aws/place.ts';
import { startEmbedded } from '../world/embedded.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import { packageRoot, stateFolder } from '../world/places.ts';
import { connect } from '../world/postgres.ts';
import { databaseUrl } from './database.ts';
import { findSecret } from './secret.ts';
import type { SessionOrder } from './session.ts';

interface Opened {
  readonly ledger: Ledger;
  close(): Promise<void>;
}

/**
 * The ledger that the config names; for a local region alone, one of this machine's own where none is named.
 *
 * @throws Failure `ledger-missing` where the environment is on AWS and no shared ledger is named; `ledger-unreachable`
 */
export async function openLedgerOf(order: SessionOrder, clients: Clients, place: Place): Promise<Opened> {
  const { world, config } = order;
  const server = await serverOf(order, clients, place);
  try {
    const database = await connect(server.url, 'ledger').catch(unreachable);
    const prepare = () => prepareSchema(order, server.url);
    try {
      const ledger = await openLedger(database, { app: config.app, clock: world.clock, prepare });
      return {
        ledger,
        close: async () => {
          await database.close();
          await server.stop();
        },
      };
    } catch (error) {
      await database.close();
      throw error;
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
}

interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

async function serverOf({ world, config }: SessionOrder, clients: Clients, place: Place): Promise<Server> {
  const shared = (url: string) => ({ url, stop: () => Promise.resolve() });
  if (config.ledger === 'database') return shared(await databaseUrl(world, config, clients));
  const given = await findSecret(world, clients, config.ledger);
  if (given !== undefined) return shared(given);
  if (place.endpoint !== undefined) return startEmbedded({ folder: join(stateFolder(), 'ledger') });
  throw new Failure({
    code: 'ledger-missing',
    what: 'No ledger is named, and an environment on AWS needs one that everybody who drives it shares.',
    state: UNTOUCHED,
    next: 'export BAKEROLL_LEDGER=postgresql://…, or say `ledger: database` in the config',
  });
}

/** The ledger's own migrations are applied by the same code as the application's. */
async function prepareSchema({ world }: SessionOrder, url: string): Promise<void> {
  const migrations = await readMigrations(world.files, join(packageRoot(), 'migrations'));
  const quiet = { clock: world.clock, files: world.files, note: () => undefined };
  await applyExpand(quiet, url, migrations, {
    app: 'bakeroll',
    environment: 'ledger',
    record: () => Promise.resolve(),
  });
}

/** @throws Failure `ledger-unreachable` for what `connect` throws */
export function unreachable(error: unknown): never {
  if (!(error instanceof Failure)) throw error;
  throw new Failure({
    code: 'ledger-unreachable',
    what: error.what.replace('PostgreSQL', 'The ledger'),
    ...(error.why === undefined ? {} : { why: error.why }),
    state: UNTOUCHED,
    next: `${error.next.replace(/\.$/, '')}; while it is down: the same with --no-ledger, where roll, rollback, pause, resume, abort, tidy or status is meant`,
    cause: error,
  });
}
