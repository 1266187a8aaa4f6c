import { spawn } from 'node:child_process';
import { once } from 'node:events';
import t from 'tap';
import { main } from '../../cli/main.ts';
import { BIN, called, configOf, ownSurroundings, ran, recordsOf } from './called.ts';

await ownSurroundings(t);

/** Runs bakeroll with a stdout that nobody reads. */
async function unread(...argv: string[]): Promise<{ exit: number; err: string }> {
  const child = spawn(process.execPath, [BIN, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const err = (await child.stderr.toArray()).join('');
  if (child.exitCode === null) await once(child, 'exit');
  return { exit: child.exitCode ?? -1, err };
}

t.test('a reader of stdout that goes away ends nothing and is not complained of', async (t) => {
  t.strictSame(await unread('--help'), { exit: 0, err: '' });
});

t.test('the exit code is the same whether anybody reads or not', async (t) => {
  const config = await configOf(
    t,
    'app: hello\nenvironments:\n  dev: { region: eu-west-1, groups: [{ name: web }] }\n',
  );
  const { exit, err } = await unread('history', '--json', '--config', config);
  t.equal(exit, 3);
  t.match(err, '✖ credentials');
  t.notMatch(err, /EPIPE/);
});

t.test('a fault of our own is exit 1, with its trace, and asks to be reported', async (t) => {
  const honest = process.getuid;
  t.teardown(() => Object.assign(process, { getuid: honest }));
  Object.assign(process, {
    getuid: () => {
      throw new TypeError('nobody saw this coming');
    },
  });
  const came = await called('region', 'status', '--json');
  t.equal(came.exit, 1);
  t.match(came.err, 'this is a fault of its own, please report it');
  t.match(came.err, /TypeError: nobody saw this coming\n +at /);
  const [, error, result] = recordsOf(came);
  t.match(error, { type: 'error', code: 'fault', what: 'nobody saw this coming', state: /./, next: /./ });
  t.strictSame(result, { type: 'result', exit: 1 });
});

t.test('a fault outside any command is told the same way', async (t) => {
  let err = '';
  const exit = await main(['--version'], {
    out: () => {
      throw new TypeError('nobody saw this coming');
    },
    err: (text) => (err += text),
  });
  t.equal(exit, 1);
  t.match(err, /please report it[^]*TypeError: nobody saw this coming\n +at /);
});

t.test('the program in bin/ gives the exit code and keeps stdout for data', async (t) => {
  t.match(await ran(process.execPath, [BIN, '--version']), { exit: 0, out: /^\d+\.\d+\.\d+\n$/, err: '' });
  t.match(await ran(process.execPath, [BIN, 'rol']), { exit: 2, out: '', err: 'did you mean roll?' });
});

t.test(
  'a Node.js that is too old is named in one line, with exit 3, and nothing of ours is loaded',
  async (t) => {
    for (const [version, exit] of [
      ['18.20.4', 3],
      ['22.17.1', 3],
      ['22.18.0', 0],
      ['26.0.0', 0],
    ] as const) {
      const pretend = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`;
      const preload = `data:text/javascript,${encodeURIComponent(pretend)}`;
      const came = await ran(process.execPath, ['--import', preload, BIN, '--version']);
      t.equal(came.exit, exit, version);
      if (exit === 3) t.match(came.err, /^bakeroll needs Node\.js 22\.18 or newer; [^\n]*\n$/);
      else t.equal(came.err, '');
    }
  },
);
