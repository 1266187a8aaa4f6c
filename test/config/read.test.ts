import { readFileSync } from 'node:fs';
import t from 'tap';
import { readConfig } from '../../config/read.ts';

const example = readFileSync(new URL('../../config/example.yml', import.meta.url), 'utf8');

/** The problems of a text that must have some, as `line:column path: text`. */
function problemsOf(text: string): string[] {
  const read = readConfig(text);
  return read.ok ? [] : read.problems.map((p) => `${p.line}:${p.column} ${p.path}: ${p.text}`);
}

t.test('the annotated example is valid', (t) => {
  t.equal(readConfig(example).ok, true);
  t.end();
});

t.test(
  'app and one environment are a whole config, and the example shows the defaults that it then has',
  (t) => {
    const least = readConfig(
      'app: hello\nenvironments:\n  dev: { region: eu-west-1, groups: [{ name: web }] }\n',
    );
    const whole = readConfig(example);
    if (!least.ok || !whole.ok) throw new Error('one of them is not valid');
    t.strictSame(least.config.roll, whole.config.roll);
    t.strictSame(least.config.image, whole.config.image);
    t.equal(least.config.apt.repository, whole.config.apt.repository);
    t.strictSame(least.config.ledger, whole.config.ledger);
    t.equal(least.config.package, undefined, 'no package: images of others can be rolled');
    t.equal(least.config.database, undefined, 'no database: no migrations');
    t.end();
  },
);

t.test('every problem is told at once, each with its line and column', (t) => {
  const text =
    'app: Hello\nroll:\n  samples: 0\n  soak: soon\nenvironments:\n  dev: { region: r, groups: [] }\n';
  const places = problemsOf(text).map((problem) => problem.replace(/: .*/, ''));
  t.strictSame(places, ['1:6 app', '3:12 roll.samples', '4:9 roll.soak', '6:29 environments.dev.groups']);
  t.end();
});

t.test('an unknown key is refused, with the key that was probably meant', (t) => {
  const [problem] = problemsOf(
    'app: hello\nrol: {}\nenvironments:\n  dev: { region: r, groups: [{ name: web }] }\n',
  );
  t.match(problem, /unknown key `rol`; did you mean `roll`\?/);
  t.end();
});

t.test('a key that the design has and this version does not take is refused by name, not ignored', (t) => {
  for (const [path, text] of [
    ['roll.probe', 'roll: { probe: 1 }'],
    ['image.share_with', 'image: { share_with: ["222222222222"] }'],
    ['apt.url', 'apt: { url: "https://apt.example" }'],
  ] as const) {
    const [problem] = problemsOf(
      `app: hello\n${text}\nenvironments:\n  dev: { region: r, groups: [{ name: web }] }\n`,
    );
    t.match(problem, new RegExp(`this version does not take \`${path}\` yet`));
  }
  t.end();
});

t.test('a secret in the place of where it is kept is refused, and not repeated', (t) => {
  const problems = problemsOf(
    'app: hello\nledger: postgres://u:hunter2@db/x\nenvironments:\n  dev: { region: r, groups: [{ name: web }] }\n',
  );
  t.match(problems[0], /^2:9 ledger: /);
  t.notMatch(problems.join('\n'), /hunter2/);
  t.end();
});

t.test('broken YAML is told with its place', (t) => {
  t.match(problemsOf('app: [\n')[0], /^2:1 /);
  t.end();
});

t.test('an empty file is told what it needs', (t) => {
  t.strictSame(problemsOf(''), ['1:1 app: this key is needed', '1:1 environments: this key is needed']);
  t.end();
});
