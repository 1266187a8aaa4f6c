import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import t from 'tap';

const ROOT = join(import.meta.dirname, '..', '..');

/** Ids of sentences: `- **EC2-7** …`. */
const sentences = idsIn(
  readFileSync(join(ROOT, 'region/BEHAVIOUR.md'), 'utf8'),
  /^- \*\*([A-Z0-9]+-\d+)\*\* \S/gm,
);

/** Ids that names of tests begin with, however they are quoted. */
const tests = globSync('test/region/**/*.test.ts', { cwd: ROOT }).flatMap((path) =>
  idsIn(readFileSync(join(ROOT, path), 'utf8'), /\bt\.test\(\s*['"`]([A-Z0-9]+-\d+) \S/g),
);

t.test('each sentence of region/BEHAVIOUR.md has an id of its own', (t) => {
  t.same(repeated(sentences), []);
  t.ok(sentences.length > 0);
  t.end();
});

t.test('each sentence of region/BEHAVIOUR.md has a test whose name begins with its id', (t) => {
  t.same([...new Set(sentences).difference(new Set(tests))], []);
  t.end();
});

t.test('each test that begins with an id is about a sentence of region/BEHAVIOUR.md', (t) => {
  t.same([...new Set(tests).difference(new Set(sentences))], []);
  t.end();
});

function idsIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, id = '']) => id);
}

function repeated(ids: readonly string[]): string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}
