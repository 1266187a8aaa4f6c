import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import t from 'tap';

const HERE = import.meta.dirname;

t.test('the judge knows the event log and itself, and nothing of what it judges', (t) => {
  const files = globSync('**/*.ts', { cwd: HERE }).filter((path) => !path.endsWith('.test.ts'));
  const names = new Set(files.map((path) => basename(path)));
  t.ok(files.length > 15);
  for (const path of files) {
    const text = readFileSync(join(HERE, path), 'utf8');
    for (const [, from = ''] of text.matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)) {
      const isOwn = from.startsWith('.') && names.has(basename(from));
      t.ok(isOwn || /^(\.\.\/)+region\/event\.ts$/.test(from), `${path}: ${from}`);
    }
  }
  t.end();
});
