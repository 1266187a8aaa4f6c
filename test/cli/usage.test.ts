import t from 'tap';
import { called, configOf, recordsOf } from './called.ts';

const config = await configOf(
  t,
  'app: hello\nenvironments:\n  production: { region: eu-west-1, groups: [{ name: web }] }\n',
);

t.test('what was probably meant is said, with exit 2', async (t) => {
  for (const [argv, what, next] of [
    [['rol'], "Unknown command 'rol'.", 'did you mean roll?'],
    [['status', '--jso'], "Unknown option '--jso'.", 'did you mean --json?'],
    [
      ['region', 'upp'],
      'region is one of up, down, status, logs, ssh, break, heal, switch, kinds, not upp.',
      'did you mean up?',
    ],
    [
      ['history', 'prodution', '--config', config],
      'There is no environment prodution; the config has production.',
      'did you mean production?',
    ],
  ] as const) {
    const { exit, out, err } = await called(...argv);
    t.equal(exit, 2);
    t.equal(out, '');
    t.match(err, '✖ usage  (exit 2)');
    t.match(err, `  What    ${what}\n`);
    t.match(err, `  Next    ${next}\n`);
  }
});

t.test('where nothing near was meant, the help is named', async (t) => {
  for (const [argv, what, next] of [
    [['frobnicate'], "Unknown command 'frobnicate'.", 'bakeroll --help'],
    [['roll'], "Missing required argument 'environment'.", 'bakeroll roll --help'],
    [
      ['roll', 'production'],
      'roll takes a target: vN, ami-…, an image’s name; or --same, or --apply FILE.',
      'bakeroll roll --help',
    ],
    [
      ['roll', 'production', 'v42', '--same'],
      'roll takes a target: vN, ami-…, an image’s name; or --same, or --apply FILE.',
      'bakeroll roll --help',
    ],
    [
      ['roll', 'production', '--apply', 'plan.json', '--same'],
      '--apply goes by the flags that the plan was made with: give them to `plan`.',
      'bakeroll roll --help',
    ],
    [
      ['doctor', '--prove'],
      'doctor --prove takes an environment: its throw-away group is made like the one of that.',
      'bakeroll doctor ENV --prove',
    ],
    [['doctor', '--to', 'x.md'], '--to is for doctor --prove alone.', 'bakeroll --help'],
    [['status', '--frobnicate'], "Unknown option '--frobnicate'.", 'bakeroll status --help'],
    [['history', '--limit'], "Option '--limit <n>' argument missing.", 'bakeroll history --help'],
    [
      ['region', 'frobnicate'],
      'region is one of up, down, status, logs, ssh, break, heal, switch, kinds, not frobnicate.',
      'bakeroll --help',
    ],
    [
      ['region', 'status', 'one', 'two'],
      "region status: 'two' is a word too many.",
      'bakeroll region --help',
    ],
    [['region', 'logs'], 'region logs takes the id of one instance.', 'bakeroll region status'],
    [['region', 'logs', 'i-1', 'i-2'], 'region logs takes the id of one instance.', 'bakeroll region status'],
    [['region', 'ssh'], 'region ssh takes the id of one instance.', 'bakeroll region status'],
    [['region', 'down', 'one', 'two'], "region down: 'two' is a word too many.", 'bakeroll region --help'],
  ] as const) {
    const { exit, err } = await called(...argv);
    t.equal(exit, 2);
    t.match(err, `  What    ${what}\n`);
    t.match(err, `  Next    ${next}\n`);
  }
});

t.test('a word too many is refused', async (t) => {
  const { exit, err } = await called('status', 'dev', 'production');
  t.equal(exit, 2);
  t.match(err, "Too many arguments for 'status'.");
});

t.test('a number that is none is refused with the option that it was given for', async (t) => {
  for (const [argv, what] of [
    [['region', 'up', '--port', '0'], '--port takes a number from 1 to 65535, not 0.'],
    [['region', 'up', '--port', '65536'], '--port takes a number from 1 to 65535, not 65536.'],
    [['region', 'up', '--port', 'http'], '--port takes a number from 1 to 65535, not http.'],
    [['region', 'break', 'kms', '--for', 'x'], '--for takes a whole number from 1 up, not x.'],
    [['region', 'break', 'kms', '--times', '0'], '--times takes a whole number from 1 up, not 0.'],
    [['history', '--limit', '0', '--config', config], '--limit takes a whole number from 1 up, not 0.'],
    [['history', '--limit', '1.5', '--config', config], '--limit takes a whole number from 1 up, not 1.5.'],
  ] as const) {
    const { exit, err } = await called(...argv);
    t.equal(exit, 2);
    t.match(err, `  What    ${what}\n`);
  }
});

t.test('an option that a word has no use for is refused, not ignored', async (t) => {
  for (const argv of [
    ['region', 'status', '--port', '4601'],
    ['region', 'down', '--database'],
    ['region', 'status', '--for', '5'],
    ['region', 'heal', '--times', '5'],
    ['region', 'up', '--region', 'one'],
    ['region', 'up', '--watch'],
    ['region', 'status', '--follow'],
  ]) {
    const { exit, err } = await called(...argv);
    t.equal(exit, 2);
    t.match(err, / is for region .* alone\./);
  }
});

t.test('with --json a command line that is not understood gives records, as any other', async (t) => {
  for (const argv of [
    ['rol', '--json'],
    ['status', '--json', '--frobnicate'],
    ['region', 'upp', '--json'],
  ]) {
    const came = await called(...argv);
    t.equal(came.exit, 2);
    const [version, error, result, ...more] = recordsOf(came);
    t.match(version, { type: 'version', tool: /^\d+\.\d+\.\d+/, records: '1.0' });
    t.match(error, { type: 'error', code: 'usage', what: /./, state: /^Nothing was changed/, next: /./ });
    t.strictSame(result, { type: 'result', exit: 2 });
    t.strictSame(more, []);
  }
});
