import { basename, dirname } from 'node:path';
import t from 'tap';
import { called, configOf, recordsOf } from './called.ts';

const BROKEN = `app: Hello
roll:
  samples: none
  soka: 5s
environments:
  dev: { region: eu-west-1, groups: [] }
`;

t.test('every problem of a config is told at once, as file:line:column, with exit 2', async (t) => {
  const path = await configOf(t, BROKEN);
  const { exit, err } = await called('status', '--config', path);
  t.equal(exit, 2);
  t.match(err, '✖ config-invalid  (exit 2)');
  for (const place of [
    '1:6 app: ',
    '3:12 roll.samples: ',
    '4:9 roll.soka: ',
    '6:37 environments.dev.groups: ',
  ])
    t.ok(err.includes(`${path}:${place}`), place);
  t.match(err, 'did you mean `soak`?');
});

t.test('a config that is no YAML is told with its place', async (t) => {
  const path = await configOf(t, 'app: hello\nenvironments: [\n');
  const { exit, err } = await called('status', '--config', path);
  t.equal(exit, 2);
  t.match(err, new RegExp(`${basename(path)}:[23]:\\d+ `));
});

t.test('a config that is not there, or is a folder, is exit 2 and says how to name another', async (t) => {
  const path = await configOf(t, BROKEN);
  for (const wrong of [`${path}.nowhere`, dirname(path)]) {
    const came = await called('status', '--json', '--config', wrong);
    t.equal(came.exit, 2);
    t.match(recordsOf(came)[1], { code: 'config-invalid', what: wrong, next: '--config FILE' });
  }
});

t.test('the config may be named by BAKEROLL_CONFIG, and --config wins', async (t) => {
  process.env['BAKEROLL_CONFIG'] = '/nowhere/one.yml';
  t.match((await called('status')).err, '/nowhere/one.yml');
  t.match((await called('status', '--config', '/nowhere/two.yml')).err, '/nowhere/two.yml');
});
