import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';

const ROOT = join(import.meta.dirname, '..');
const page = readFileSync(join(ROOT, 'docs', 'failure-modes.md'), 'utf8');

/** Each row: its number, and what proves it. */
const rows = [...page.matchAll(/^\| (\d+) \|.*\| ([^|]*) \|$/gm)].map(([, number, proof = '']) => ({
  number: Number(number),
  proof,
}));

t.test('each of the forty ways in which a roll goes wrong has its row', (t) => {
  t.same(
    rows.map(({ number }) => number),
    Array.from({ length: 40 }, (_, i) => i + 1),
  );
  t.end();
});

t.test('each row names a test that there is, or says why there is none', (t) => {
  for (const { number, proof } of rows) {
    const [, file, titles = ''] = /^`([^`]+)` ?(.*)$/.exec(proof) ?? [];
    if (file === undefined) {
      t.match(proof, /^none: \S/, `${number} says why`);
      continue;
    }
    const text = readFileSync(join(ROOT, file), 'utf8').replaceAll("\\'", "'");
    for (const title of titles.split('; ').filter(Boolean))
      t.ok(text.includes(title), `${number}: ${file} has "${title}"`);
  }
  t.end();
});
