import t from 'tap';

import { committedFiles } from './architecture/committed.ts';

/** What must not be committed. Paths of the instances may be: `/home/admin` (the image’s user), `/root/.ansible`. */
const UNWANTED: Readonly<Record<string, RegExp>> = {
  'the host of a package registry':
    /\bregistry\.[a-z]|\b(verdaccio|artifactory|nexus|npm\.pkg)\b|[a-z]+:\/\/[^\s"']*\/simple\b/i,
  'a path of one machine':
    /(?<![\w.-])\/(work|home(?!\/admin\b)|Users)\/[a-z]|(?<!\w)\/root\/(?!\.ansible\b)/,
};

/** The places of what is unwanted, as `path: line`. */
function unwanted(files: ReadonlyMap<string, string>, pattern: RegExp): readonly string[] {
  return [...files].flatMap(([path, text]) =>
    text.split('\n').flatMap((line) => (pattern.test(line) ? [`${path}: ${line.trim()}`] : [])),
  );
}

const files = new Map([...committedFiles()].filter(([path]) => path !== 'test/hygiene.test.ts'));

for (const [what, pattern] of Object.entries(UNWANTED)) {
  t.test(`no committed file names ${what}`, (t) => {
    t.strictSame(unwanted(files, pattern), []);
    t.end();
  });
}

t.test('what is unwanted is found where it is planted', (t) => {
  const found = (line: string) =>
    Object.values(UNWANTED).some((pattern) => unwanted(new Map([['x', line]]), pattern).length > 0);
  for (const line of [
    '"resolved": "https://registry.example.org/tap"',
    'cd /work/main',
    '/home/anna/x',
    'see /root/.npmrc',
  ]) {
    t.ok(found(line), line);
  }
  for (const line of [
    'a registry of codes',
    'the $HOME of root',
    '.bakeroll/work/x',
    '/home/admin/.ssh',
    'https://example.org/home/anna',
  ]) {
    t.notOk(found(line), line);
  }
  t.end();
});

t.test('the lock file says what is installed and not from where', (t) => {
  const lock = JSON.parse(files.get('package-lock.json') ?? '{}') as {
    packages: Record<string, { resolved?: string }>;
  };
  const packages = Object.entries(lock.packages);
  t.ok(packages.length > 100);
  t.strictSame(
    packages.filter(([, { resolved }]) => resolved !== undefined),
    [],
  );
  t.end();
});
