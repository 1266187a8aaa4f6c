import { Socket } from 'node:net';
import t from 'tap';
import { COMMANDS } from '../../cli/commands.ts';
import { called, configOf, recordsOf } from './called.ts';

t.before(() => {
  Socket.prototype.connect = () => {
    throw new Error('help went to the network');
  };
});

const names = COMMANDS.map(({ usage }) => usage.split(' ')[0] ?? '');

for (const [where, config] of [
  ['a broken config', 'app: [\n'],
  ['an empty config', ''],
] as const) {
  t.test(`every command shows its help with ${where} and no network`, async (t) => {
    process.env['BAKEROLL_CONFIG'] = await configOf(t, config);
    for (const [i, name] of names.entries()) {
      const { exit, out, err } = await called(name, '--help');
      t.equal(exit, 0, name);
      t.match(out, `Usage: bakeroll ${name} `);
      t.match(out, COMMANDS[i]?.examples[0]?.[0] ?? 'an example');
      t.equal(err, '');
    }
  });
}

t.test('every command shows its help without a config', async (t) => {
  process.env['BAKEROLL_CONFIG'] = '/nowhere/bakeroll.yml';
  for (const name of names) t.equal((await called(name, '--help')).exit, 0, name);
});

t.test('bakeroll --help lists every command, on stdout', async (t) => {
  const { exit, out, err } = await called('--help');
  t.equal(exit, 0);
  for (const { summary } of COMMANDS) t.ok(out.includes(summary), summary);
  t.equal(err, '');
});

t.test('bakeroll alone shows its help on stderr and exits 2: nothing was asked for', async (t) => {
  const { exit, out, err } = await called();
  t.equal(exit, 2);
  t.equal(out, '');
  t.match(err, 'Usage: bakeroll ');
});

t.test('a command that needs a word says which, with exit 2', async (t) => {
  for (const { usage } of COMMANDS.filter(({ usage }) => usage.includes('<'))) {
    const [name = '', word = ''] = usage.split(/ <|>/);
    const came = await called(name, '--json');
    t.equal(came.exit, 2);
    t.match(recordsOf(came)[1], { code: 'usage', what: `Missing required argument '${word}'.` });
  }
});
