import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { packageCommit, type PackageOrder } from '../../../bake/package/package.ts';
import { publish } from '../../../bake/apt/publish.ts';
import { realWorld } from '../../../world/real.ts';
import { checkout, scratch, type Checkout } from '../checkout.ts';

const world = realWorld(() => undefined);

/** A whole little application, that builds with what every machine has. */
const FILES = {
  Makefile:
    'build:\n\tmkdir -p dist/bin\n\tcp greet dist/bin/greet\n\techo $(BAKEROLL_VERSION) > dist/VERSION\n',
  greet: '#!/bin/sh\necho hello\n',
  'greet.conf': 'language = en\n',
  'greet.service': '[Service]\nExecStart=/usr/lib/greet/bin/greet\n[Install]\nWantedBy=multi-user.target\n',
  '.gitignore': 'dist/\n',
  'migrations/expand/0001_greeting.sql': 'CREATE TABLE greeting ();\n',
  'migrations/contract/0001_old.sql': 'DROP TABLE old;\n',
};

const SECTION = {
  build: 'make build',
  files: { 'dist/': '/usr/lib/greet/', 'greet.conf': '/etc/greet/' },
  unit: 'greet.service',
  user: 'greet',
  depends: [],
  architecture: 'all',
} as const;

function application(t: Parameters<typeof checkout>[0]): Checkout {
  const made = checkout(t, FILES);
  chmodSync(join(made.folder, 'greet'), 0o755);
  made.commit('greet, which can be run');
  made.git('tag', 'v1.0.0');
  return made;
}

function order(folder: string, out: string, change: Partial<PackageOrder> = {}): PackageOrder {
  return {
    app: 'greet',
    folder,
    section: SECTION,
    migrations: 'migrations',
    allowDirty: false,
    repository: join(out, 'apt'),
    into: join(out, 'packages'),
    ...change,
  };
}

const dpkgDeb = (...words: string[]) => execFileSync('dpkg-deb', words, { encoding: 'utf8' });

t.test('a commit becomes a package with its files, unit, user, migrations and scripts', async (t) => {
  const { folder, git } = application(t);
  const out = scratch(t);
  const made = await packageCommit(world, order(folder, out));
  t.match(made, { name: 'greet', version: '1.0.0', architecture: 'all', commit: git('rev-parse', 'HEAD') });
  t.match(made, { subject: 'greet, which can be run', reused: false, size: statSync(made.file).size });

  const tree = join(out, 'tree');
  dpkgDeb('--raw-extract', made.file, tree);
  const read = (path: string) => readFileSync(join(tree, path), 'utf8');
  t.equal(read('usr/lib/greet/VERSION'), '1.0.0\n', 'the build is told the version');
  t.equal(read('etc/greet/greet.conf'), FILES['greet.conf'], 'a file goes into a folder');
  t.equal(read('DEBIAN/conffiles'), '/etc/greet/greet.conf\n');
  t.equal(read('usr/lib/systemd/system/greet.service'), FILES['greet.service']);
  t.equal(read('usr/lib/sysusers.d/greet.conf'), 'u greet - "greet" /nonexistent /usr/sbin/nologin\n');
  for (const path of ['expand/0001_greeting.sql', 'contract/0001_old.sql'] as const)
    t.equal(read(`usr/share/greet/migrations/${path}`), FILES[`migrations/${path}`]);
  for (const name of ['postinst', 'prerm', 'postrm'])
    t.doesNotThrow(() => execFileSync('sh', ['-n', join(tree, 'DEBIAN', name)]), `${name} is a script`);
});

t.test('everything belongs to root, has fixed modes and the time of its commit', async (t) => {
  const { folder, git } = application(t);
  const made = await packageCommit(world, order(folder, scratch(t)));
  const listing = dpkgDeb('--contents', made.file).trim().split('\n');
  const minute = new Date(Number(git('log', '-1', '--format=%ct')) * 1000).toISOString().slice(0, 16);
  for (const line of listing) {
    const [mode, owner, , day = '', time = '', path = ''] = line.split(/\s+/);
    const expected = path.endsWith('/')
      ? 'drwxr-xr-x'
      : path.endsWith('/greet')
        ? '-rwxr-xr-x'
        : '-rw-r--r--';
    t.equal(mode, expected, path);
    t.equal(owner, 'root/root', path);
    t.equal(new Date(`${day}T${time}`).toISOString().slice(0, 16), minute, path);
  }
});

t.test('the same commit makes the same bytes, in another folder, later, under another umask', async (t) => {
  const { folder } = application(t);
  const elsewhere = join(scratch(t), 'elsewhere');
  cpSync(folder, elsewhere, { recursive: true });
  utimesSync(join(elsewhere, 'greet.conf'), 1, 1);
  const first = await packageCommit(world, order(folder, scratch(t)));
  const mask = process.umask(0o077);
  const second = await packageCommit(world, order(elsewhere, scratch(t))).finally(() => process.umask(mask));
  t.equal(second.sha256, first.sha256);
});

t.test('changes that are in no commit are refused; allowed, they mark the version', async (t) => {
  const { folder, git, write } = application(t);
  const out = scratch(t);
  const dirty = order(folder, out, { allowDirty: true });
  write({ 'greet.conf': 'language = nl\n' });
  await t.rejects(packageCommit(world, order(folder, out)), { code: 'tree-dirty', what: /greet\.conf/ });
  t.notOk(existsSync(join(folder, 'dist')), 'nothing was built');
  const first = await packageCommit(world, dirty);
  const short = git('rev-parse', '--short=7', 'HEAD');
  t.match(first.version, new RegExp(`^1\\.0\\.0\\+0\\.g${short}\\.dirty\\.[0-9a-f]{7}$`));
  t.equal((await packageCommit(world, dirty)).version, first.version, 'the same changes, the same version');
  write({ 'never-seen': 'by git' });
  t.not((await packageCommit(world, dirty)).version, first.version, 'a new file is a change too');
  t.equal(git('diff', '--cached', '--name-only'), '', "the user's index is as it was");
});

t.test("what git ignores, and bakeroll's own folder, make no tree dirty", async (t) => {
  const { folder, write } = application(t);
  write({ 'dist/left-over': '', '.bakeroll/apt/pool/x': '', 'deep/.bakeroll/y': '' });
  const made = await packageCommit(world, order(folder, join(folder, '.bakeroll')));
  t.equal(made.version, '1.0.0');
});

t.test('what is missing is named by its key', async (t) => {
  const { folder } = application(t);
  const failing = (change: Partial<PackageOrder['section']>) =>
    packageCommit(world, order(folder, scratch(t), { section: { ...SECTION, ...change } }));
  await t.rejects(failing({ files: { 'nowhere/': '/usr/lib/greet/' } }), {
    code: 'package-failed',
    what: /nowhere.*package\.files\.nowhere\//,
  });
  await t.rejects(failing({ unit: 'other.service' }), { code: 'package-failed', what: /package\.unit/ });
  await t.rejects(failing({ build: 'make nothing' }), {
    code: 'package-failed',
    what: /package\.build: make nothing/,
    why: /No rule to make target/,
  });
  await t.rejects(failing({ build: 'no-such-program' }), { code: 'tool-missing', what: /no-such-program/ });
});

t.test('a build that is stopped ends with all that it started', async (t) => {
  const { folder, write, commit } = application(t);
  write({ Makefile: 'build:\n\tsleep 1000000\n' });
  commit('a build that never ends');
  const stop = new AbortController();
  const watching = realWorld(() => {
    stop.abort();
  });
  const stopped = packageCommit(watching, order(folder, scratch(t)), stop.signal);
  await t.rejects(stopped, { code: 'package-failed', what: /build/ });
});

t.test('a folder in no repository is refused', async (t) => {
  const folder = scratch(t);
  await t.rejects(packageCommit(world, order(folder, folder)), {
    code: 'package-failed',
    why: /not a git repo/,
  });
});

t.test('what the apt repository has of this commit is not built again', async (t) => {
  const { folder, git, commit } = application(t);
  const out = scratch(t);
  const made = await packageCommit(world, order(folder, out));
  await publish(world, { repository: join(out, 'apt'), key: { folder: join(out, 'key') } }, made);
  const broken = order(folder, out, { section: { ...SECTION, build: 'make nothing' } });
  const again = await packageCommit(world, broken);
  t.match(again, { reused: true, sha256: made.sha256, version: made.version });
  t.not(again.file, made.file, 'it is the published file');

  commit('another');
  git('tag', '--force', 'v1.0.0');
  await t.rejects(packageCommit(world, broken), { code: 'package-failed' }, 'a moved tag is another commit');
});
