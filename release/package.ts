import { join, resolve } from 'node:path';
import type { SigningKey } from '../bake/apt/key.ts';
import { type Publication, publish } from '../bake/apt/publish.ts';
import { type BuiltPackage, packageCommit } from '../bake/package/package.ts';
import type { PackageSection } from '../bake/package/section.ts';
import { type Migration, readMigrations } from '../migrate/migration.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import { stateFolder } from '../world/places.ts';
import type { Checkout } from './checkout.ts';

/** A commit as a package that a machine can install, with the bytes of its migrations. */
export interface Packaged {
  readonly built: BuiltPackage;
  readonly publication: Publication;
  readonly migrations: readonly Migration[];
}

/**
 * Builds the commit's package, unless the repository has it, and publishes it.
 *
 * @throws Failure `package-field`, `package-failed`, `tree-dirty`, `apt-failed`, `migrations-misplaced`, `tool-missing`
 */
export async function packageStep(checkout: Checkout): Promise<Packaged> {
  const { world, config, folder, allowDirty, signal } = checkout;
  const section = packageSection(checkout);
  const database = config.database;
  const migrations = database ? await readMigrations(world.files, join(folder, database.migrations)) : [];
  const repository = resolve(folder, config.apt.repository);
  const order = {
    app: config.app,
    folder,
    section,
    migrations: database?.migrations,
    allowDirty,
    repository,
    into: join(folder, '.bakeroll', 'packages'),
  };
  const built = await packageCommit(world, order, signal);
  const text = built.reused ? 'published before: reused' : `${(built.size / 1024).toFixed(0)} KiB`;
  world.note({
    step: 'package',
    text: `${built.name} ${built.version} (${built.commit.slice(0, 7)}) ${text}`,
  });
  const publication = await publish(world, { repository, key: await signingKey(checkout) }, built);
  return { built, publication, migrations };
}

function packageSection({ config }: Checkout): PackageSection {
  if (config.package !== undefined) return config.package;
  throw new Failure({
    code: 'config-invalid',
    what: 'The config has no `package` section, so there is nothing to build.',
    state: UNTOUCHED,
    next: 'add one (config/example.yml), or roll an image that others made: bakeroll roll ENV ami-…',
  });
}

/** The key that the config names, where it is set; else one of this machine's own, made on first use. */
async function signingKey({ world, config }: Checkout): Promise<SigningKey> {
  const { key } = config.apt;
  const given = key.from === 'env' ? world.variable(key.name) : await world.files.read(key.path);
  return given === undefined ? { folder: join(stateFolder(), 'apt') } : { armoured: given };
}
