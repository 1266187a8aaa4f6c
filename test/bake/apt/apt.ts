import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Publication } from '../../../bake/apt/publish.ts';

/** A real apt with a root of its own, which knows of one repository and nothing of this machine. */
export interface Apt {
  /** `apt-get update`; `warnings` are its lines that begin with W: or E:. */
  update(): { readonly ok: boolean; readonly warnings: readonly string[] };
  /** `apt-get download` of one package, such as `greet=1.0.0`. Throws with what apt says. */
  download(what: string): { readonly file: string; readonly version: string };
}

export function aptAt(root: string, published: Publication | undefined): Apt {
  if (published === undefined) throw new Error('nothing was published');
  const { repository, publicKey, suite, component } = published;
  for (const folder of [
    'etc/apt',
    'var/lib/apt/lists/partial',
    'var/cache/apt/archives/partial',
    'var/lib/dpkg',
  ])
    mkdirSync(join(root, folder), { recursive: true });
  const key = join(root, 'key.asc');
  writeFileSync(key, publicKey);
  writeFileSync(join(root, 'var/lib/dpkg/status'), '');
  writeFileSync(
    join(root, 'etc/apt/sources.list'),
    `deb [signed-by=${key}] file:${repository} ${suite} ${component}\n`,
  );
  const words = [
    `-oDir=${root}`,
    `-oDir::State::status=${root}/var/lib/dpkg/status`,
    '-oAPT::Sandbox::User=root',
    '-oAPT::Architecture=amd64',
    '-oAPT::Update::Error-Mode=any',
  ];
  return {
    update() {
      const done = spawnSync('apt-get', [...words, 'update'], {
        encoding: 'utf8',
        env: { ...process.env, LC_ALL: 'C' },
      });
      return {
        ok: done.status === 0,
        warnings: done.stderr.split('\n').filter((line) => /^[WE]:/.test(line)),
      };
    },
    download(what) {
      const into = join(root, what);
      mkdirSync(into);
      execFileSync('apt-get', [...words, 'download', what], { cwd: into, encoding: 'utf8', stdio: 'pipe' });
      const file = join(into, readdirSync(into)[0] ?? '');
      const version = execFileSync('dpkg-deb', ['--field', file, 'Version'], { encoding: 'utf8' }).trim();
      return { file, version };
    },
  };
}
