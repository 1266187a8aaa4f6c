import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../world/places.ts';
import { checkout, scratch } from '../bake/checkout.ts';
import { type Came, configOf, keepRegion, ownSurroundings, ran, recordsOf } from '../cli/called.ts';
import { startModelRegion } from '../region/model-region.ts';

const state = await ownSurroundings(t);
const home = scratch(t);
const installed = join(home, 'node_modules', 'bakeroll');

/** Runs the installed bakeroll, as its users do. */
function bakeroll(...argv: readonly string[]): Promise<Came> {
  return ran(process.execPath, [join(home, 'node_modules', '.bin', 'bakeroll'), ...argv]);
}

async function npm(folder: string, ...words: readonly string[]): Promise<string> {
  const { exit, out, err } = await ran('npm', ['--prefix', folder, ...words]);
  if (exit !== 0) throw new Error(`npm ${words.join(' ')}: ${err}`);
  return out;
}

t.before(async () => {
  const [tarball = ''] = (
    await npm(packageRoot(), 'pack', packageRoot(), '--silent', `--pack-destination=${home}`)
  )
    .trimEnd()
    .split('\n')
    .slice(-1);
  await npm(
    home,
    'install',
    '--omit=dev',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    join(home, tarball),
  );
});

t.test('the installed program has no TypeScript, and none of the development packages', (t) => {
  const files = readdirSync(join(installed), { recursive: true, encoding: 'utf8' });
  t.strictSame(
    files.filter((path) => path.endsWith('.ts') && !path.includes('node_modules')),
    [],
  );
  for (const name of ['typescript', 'tap', 'eslint', 'node'])
    t.notOk(existsSync(join(home, 'node_modules', name)), name);
  t.end();
});

t.test('the data that it works with is in it, whole', (t) => {
  for (const folder of ['packer', 'ansible', 'migrations'])
    t.strictSame(
      readdirSync(join(installed, folder), { recursive: true }).toSorted(),
      readdirSync(join(packageRoot(), folder), { recursive: true }).toSorted(),
      folder,
    );
  t.end();
});

t.test('it says its version and its help, on stdout alone', async (t) => {
  t.match(await bakeroll('--version'), { exit: 0, out: /^\d+\.\d+\.\d+\n$/, err: '' });
  t.match(await bakeroll('--help'), { exit: 0, out: 'rollback', err: '' });
  t.match(await bakeroll('roll', '--help'), { exit: 0, out: 'bakeroll roll production v42', err: '' });
});

t.test('it finds the local region’s own program', async (t) => {
  const came = await bakeroll('region', 'status', 'packed-test', '--json');
  t.equal(came.exit, 0);
  t.strictSame(recordsOf(came)[1], { type: 'region', kind: 'down', name: 'packed-test' });
});

t.test('it packages the example', async (t) => {
  const { folder, commit, git } = checkout(t);
  cpSync(join(packageRoot(), 'examples', 'hello', 'v1'), folder, { recursive: true });
  commit('hello v1');
  git('tag', 'v1.0.0');
  const came = await bakeroll('package', '--json', '--config', join(folder, 'bakeroll.yml'));
  t.equal(came.exit, 0, came.err);
  const made = recordsOf(came)[1];
  t.match(made, { type: 'package', name: 'hello', version: '1.0.0', reused: false });
  t.ok(existsSync(join(folder, '.bakeroll', 'apt', 'dists')), 'the repository is there');
});

t.test('it opens its ledger: PostgreSQL and the ledger’s migrations come with it', async (t) => {
  const region = await startModelRegion();
  t.teardown(() => region.close());
  await keepRegion(state, region.endpoint, region.accessKey);
  const config = await configOf(
    t,
    `app: hello\nenvironments:\n  dev: { region: eu-test-1, endpoint: '${region.endpoint}', groups: [{ name: web }] }\n`,
  );
  const came = await bakeroll('history', 'dev', '--json', '--config', config);
  t.equal(came.exit, 0, came.err);
  t.strictSame(recordsOf(came)[1], { type: 'history', environment: 'dev', rolls: [] });
});
