import type { Config } from '../config/config.ts';
import type { Clients } from '../world/aws/clients.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import type { World } from '../world/world.ts';
import { needSecret } from './secret.ts';

/**
 * The URL of the environment's database: a secret.
 *
 * @throws Failure `config-invalid` where the config names none, `database-unreachable` where it is not set
 */
export async function databaseUrl(world: World, { database }: Config, clients: Clients): Promise<string> {
  if (database) {
    const what = "The database's URL";
    return needSecret(world, clients, database.url, { what, code: 'database-unreachable' });
  }
  throw new Failure({
    code: 'config-invalid',
    what: 'The config has no `database` section, and a database is needed here.',
    state: UNTOUCHED,
    next: 'add `database: { url: env:DATABASE_URL }`',
  });
}
