import { readFileSync } from 'node:fs';
import t from 'tap';
import { EXIT_OF } from '../../cli/exit.ts';

const docs = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
const rows = [...docs.matchAll(/^\| `([a-z-]+)` \| (\d+) \|/gm)].map(([, code, exit]) => [
  code,
  Number(exit),
]);

t.test('docs/errors.md lists every error code with its exit code, and no other', (t) => {
  t.strictSame(Object.fromEntries(rows), EXIT_OF);
  t.end();
});

t.test('docs/errors.md lists each code once', (t) => {
  t.equal(rows.length, Object.keys(EXIT_OF).length);
  t.end();
});
