import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../world/places.ts';

const read = (path: string) => readFileSync(join(packageRoot(), path), 'utf8');

t.test('docs/command-line.md lists every type of record, and no other', (t) => {
  const rows = [...read('docs/command-line.md').matchAll(/^\| `([a-z]+)` \|/gm)].map(([, type]) => type);
  const written = [
    'cli/output.ts',
    'cli/rolled.ts',
    ...globSync('cli/commands/*.ts', { cwd: packageRoot() }),
  ];
  const types = written.flatMap((path) => [
    ...read(path).matchAll(/\{\s*type: '([a-z]+)'|^\s+type: '([a-z]+)'/gm),
  ]);
  t.strictSame(new Set(rows), new Set(types.map(([, inline, line]) => inline ?? line)));
  t.equal(rows.length, new Set(rows).size, 'each once');
  t.end();
});
