import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { problemsOf } from '../../bake/package/section.ts';
import { readConfig } from '../../config/read.ts';
import { readMigrations } from '../../migrate/migration.ts';
import { realFiles } from '../../world/files.ts';
import { packageRoot } from '../../world/places.ts';
import type { Version } from './service.ts';

for (const [version, release] of [
  ['v1', '1.0.0'],
  ['v2', '2.0.0'],
  ['v3', '3.0.0'],
] as const satisfies readonly (readonly [Version, string])[]) {
  const folder = join(packageRoot(), 'examples/hello', version);
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');

  t.test(`${version} has a config without problems, of which a package can be made`, (t) => {
    const config = readConfig(read('bakeroll.yml'));
    if (!config.ok) throw new Error(JSON.stringify(config.problems));
    const section = config.config.package;
    t.same(section && problemsOf(section), []);
    t.same(Object.keys(config.config.environments), ['dev', 'production']);
    t.end();
  });

  t.test(`${version} installs exactly what its lock file names, from whatever registry there is`, (t) => {
    const lock = JSON.parse(read('package-lock.json')) as {
      version: string;
      packages: Record<string, { resolved?: string; integrity?: string }>;
    };
    const { '': own, ...others } = lock.packages;
    t.match([lock.version, own], [release, { version: release }]);
    for (const [path, { resolved, integrity }] of Object.entries(others))
      t.ok(resolved === undefined && integrity !== undefined, path);
    t.end();
  });
}

t.test('each version keeps the migrations of the one before it, to the byte', async (t) => {
  const migrations = (version: Version) =>
    readMigrations(realFiles, join(packageRoot(), 'examples/hello', version, 'migrations'));
  const [first, second, third] = [await migrations('v1'), await migrations('v2'), await migrations('v3')];
  t.equal(first.length, 1);
  t.equal(second.length, 2);
  t.same(second.slice(0, 1), first);
  t.same(third, second);
});
