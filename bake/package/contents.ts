import { basename, dirname, join } from 'node:path';
import { Failure, UNTOUCHED } from '../../world/failure.ts';
import type { World } from '../../world/world.ts';
import { sysusersLine, sysusersName } from './scripts.ts';
import type { PackageSection } from './section.ts';

/** What goes into the package, and where in the checkout it comes from. */
export interface Contents {
  readonly app: string;
  readonly folder: string;
  readonly section: PackageSection;
  /** The folder in the checkout that holds `expand/` and `contract/`; undefined without a database. */
  readonly migrations: string | undefined;
}

/**
 * Lays the package's tree out under `stage`: the files, the unit, the user, and the migrations of the release, so that
 * an instance can say which schema its code was written for.
 *
 * @throws Failure `package-failed` naming the key whose file is not there
 */
export async function layOut(world: World, contents: Contents, stage: string): Promise<void> {
  const { app, folder, section } = contents;
  for (const [from, to] of Object.entries(section.files))
    await place(world, { key: `package.files.${from}`, from: join(folder, from), to: join(stage, to) });
  if (section.unit !== undefined)
    await place(world, {
      key: 'package.unit',
      from: join(folder, section.unit),
      to: join(stage, '/usr/lib/systemd/system/'),
    });
  if (section.user !== undefined)
    await world.files.write(
      join(stage, '/usr/lib/sysusers.d', sysusersName(app)),
      sysusersLine(app, section.user),
    );
  if (contents.migrations !== undefined) await layOutMigrations(world, contents, contents.migrations, stage);
}

interface Placed {
  readonly key: string;
  readonly from: string;
  readonly to: string;
}

/** A folder's content goes into `to`; a file becomes `to`, or goes into it where `to` ends in `/`. */
async function place(world: World, { key, from, to }: Placed): Promise<void> {
  if (!(await world.files.exists(from))) throw missing(key, from);
  const intoFolder = to.endsWith('/') && !(await world.files.isFolder(from));
  const target = intoFolder ? join(to, basename(from)) : to;
  await world.files.makeFolder(dirname(target));
  await world.files.copy(from, target);
}

function missing(key: string, path: string): Failure {
  return new Failure({
    code: 'package-failed',
    what: `${path} is not there, after the build (${key}).`,
    state: UNTOUCHED,
    next: `correct ${key} in bakeroll.yml, or what package.build makes`,
  });
}

async function layOutMigrations(
  world: World,
  { app, folder }: Contents,
  migrations: string,
  stage: string,
): Promise<void> {
  for (const phase of ['expand', 'contract']) {
    const from = join(folder, migrations, phase);
    for (const name of await world.files.list(from)) {
      if (!name.endsWith('.sql')) continue;
      const to = join(stage, '/usr/share', app, 'migrations', phase, name);
      await world.files.write(to, await world.files.readBytes(join(from, name)));
    }
  }
}
