import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import t, { type Test } from 'tap';
import { boot } from './boot.ts';

const run = promisify(execFile);
const DEV = '# bakeroll\nBAKEROLL_ENV=dev\nBAKEROLL_SETTINGS=ssm:/hello/dev/';

const rootOf = (t: Test) => t.testdir({ etc: { bakeroll: { app: 'hello\n' } } });
const envFile = (root: string) => join(root, 'run', 'hello', 'env');

/** The variables of the file as a shell understands it; systemd reads the same quotes. */
async function variables(root: string): Promise<Record<string, string>> {
  const { stdout } = await run('env', ['-i', 'sh', '-c', 'set -a; . "$1"; env -0', 'sh', envFile(root)]);
  const pairs = stdout.split('\0').filter((line) => line !== '' && !line.startsWith('PWD='));
  return Object.fromEntries(
    pairs.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

t.test('every parameter right under the path becomes a variable, exactly as it is', async (t) => {
  const root = rootOf(t);
  const values = {
    DATABASE_URL: 'postgres://hello:p$HOME`id`"\\\'@db/hello?a=b&c',
    GREETING: 'Guten Tag,\nschöne Welt #1 ',
    EMPTY: '',
  };
  const parameters = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`/hello/dev/${name}`, value]),
  );
  const { code, console } = await boot(root, { userData: DEV, parameters });
  t.equal(code, 0, console);
  t.same(await variables(root), { ...values, BAKEROLL_ENV: 'dev' });
  t.equal((await stat(envFile(root))).mode & 0o777, 0o400);
  t.match(console, 'hello: environment dev, settings: BAKEROLL_ENV, DATABASE_URL, EMPTY, GREETING');
  t.notMatch(console, /postgres|Guten/, 'the console gets the names and no value');
});

t.test('settings that take several pages are all read', async (t) => {
  const root = rootOf(t);
  const names = Array.from({ length: 7 }, (_, i) => `SETTING_${i}`);
  const parameters = Object.fromEntries(names.map((name) => [`/hello/dev/${name}`, name]));
  await boot(root, { userData: DEV, parameters, page: 3 });
  t.same(Object.keys(await variables(root)).sort(), ['BAKEROLL_ENV', ...names]);
});

t.test('another environment has other settings, and none is a setting too', async (t) => {
  const root = rootOf(t);
  const parameters = { '/hello/dev/COLOUR': 'blue', '/hello/production/COLOUR': 'green' };
  const production = 'BAKEROLL_ENV=production\r\nBAKEROLL_SETTINGS=ssm:/hello/production/\r\n';
  await boot(root, { userData: production, parameters });
  t.same(await variables(root), { BAKEROLL_ENV: 'production', COLOUR: 'green' });
  await boot(root, { userData: 'BAKEROLL_ENV=plain', parameters });
  t.same(await variables(root), { BAKEROLL_ENV: 'plain' });
});

t.test('what does not answer yet is asked again', async (t) => {
  const root = rootOf(t);
  const { code } = await boot(root, { userData: DEV, parameters: { '/hello/dev/A': '1' }, faults: 2 });
  t.equal(code, 0);
  t.same(await variables(root), { BAKEROLL_ENV: 'dev', A: '1' });
});

t.test('what cannot be right is said on the console, and leaves no file', async (t) => {
  const root = rootOf(t);
  const cases = [
    { userData: '#!/bin/sh\necho mine', parameters: {}, says: 'no line BAKEROLL_ENV=' },
    {
      userData: 'BAKEROLL_ENV=dev\nBAKEROLL_SETTINGS=vault:x',
      parameters: {},
      says: 'not of the form ssm:/path/',
    },
    {
      userData: DEV,
      parameters: { '/hello/dev/two-words': '' },
      says: '/hello/dev/two-words cannot be a variable',
    },
  ];
  for (const { says, ...around } of cases) {
    const { code, console } = await boot(root, around);
    t.equal(code, 1);
    t.match(console, says);
    t.match(console, 'The application does not start without its settings.');
    await t.rejects(stat(envFile(root)), { code: 'ENOENT' });
  }
});
