import type { Config } from '../config/config.ts';
import { configOf, isResolved } from '../config/resolved.ts';
import { applicationsIn, environmentsIn, openLedger } from '../ledger/ledger.ts';
import { resolvedIn } from '../ledger/folds/resolved.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import { connect, type Database } from '../world/postgres.ts';
import type { World } from '../world/world.ts';
import { unreachable } from './ledger.ts';

/**
 * The config outside any checkout: as the last roll of each environment stored it in the shared ledger.
 *
 * @param app the application; where it is left out, the only one of the ledger
 * @param of the environment that is meant; where it is left out, any
 * @throws Failure `usage` where the ledger has no such application or environment, or several applications;
 *   `ledger-missing`, `ledger-unreachable`
 */
export async function configElsewhere(
  world: World,
  app: string | undefined,
  of: string | undefined,
): Promise<Config> {
  const url = world.variable('BAKEROLL_LEDGER');
  if (url === undefined) throw noLedger();
  const database = await connect(url, 'ledger').catch(unreachable);
  try {
    const name = await appIn(database, app);
    const ledger = await openLedger(database, {
      app: name,
      clock: world.clock,
      prepare: () => Promise.resolve(),
    });
    const stored: Record<string, Record<string, unknown>> = {};
    for (const environment of await environmentsIn(database, name)) {
      const resolved = resolvedIn(await ledger.facts({ environment }));
      if (resolved !== undefined && isResolved(resolved)) stored[environment] = resolved;
    }
    const names = Object.keys(stored);
    if (of !== undefined && stored[of] === undefined) throw unknown(`environment ${of} of ${name}`, names);
    return configOf(name, stored, of ?? names[0] ?? '');
  } finally {
    await database.close();
  }
}

async function appIn(database: Database, named: string | undefined): Promise<string> {
  const all = await applicationsIn(database);
  const [only, ...more] = all;
  if (named === undefined && only !== undefined && more.length === 0) return only;
  if (named !== undefined && all.includes(named)) return named;
  if (named !== undefined) throw unknown(`application ${named}`, all);
  throw new Failure({
    code: 'usage',
    what: `There is no bakeroll.yml here, and the ledger has ${all.length === 0 ? 'no application' : `several applications: ${all.join(', ')}`}.`,
    state: UNTOUCHED,
    next: all.length === 0 ? 'run this in the folder of the application' : 'name one: --app NAME',
  });
}

function unknown(what: string, known: readonly string[]): Failure {
  return new Failure({
    code: 'usage',
    what: `The ledger knows no ${what}; it has ${known.length === 0 ? 'none that was rolled' : known.join(', ')}.`,
    state: UNTOUCHED,
    next: 'name one of them, or run this in the folder of the application',
  });
}

function noLedger(): Failure {
  return new Failure({
    code: 'ledger-missing',
    what: 'Outside a checkout an environment is known by the ledger alone, and none is named.',
    state: UNTOUCHED,
    next: 'export BAKEROLL_LEDGER=postgresql://…, or run this in the folder of the application',
  });
}
