import t from 'tap';

import { committedFiles } from './architecture/committed.ts';
import { IMPORT_TABLE } from './architecture/import-table.ts';
import { violations } from './architecture/violations.ts';

/** What is said of one planted file. */
function said(path: string, text: string): readonly string[] {
  return violations(new Map([[path, text]]));
}

t.test('every committed source keeps to the import table', (t) => {
  const code = [...committedFiles()].filter(([path]) => /\.[jt]s$/.test(path));
  t.ok(code.length > 50, 'the sources were found');
  t.strictSame(violations(new Map(code)), []);
  t.end();
});

t.test('docs/architecture.md has a row, or a part of one, for every folder of the table', (t) => {
  const table =
    committedFiles()
      .get('docs/architecture.md')
      ?.match(/^\|.*\|$/gm)
      ?.join('\n') ?? '';
  for (const folder of Object.keys(IMPORT_TABLE).filter((name) => name !== 'bin')) {
    t.match(table, new RegExp(`^\\|[^|]*\\b${folder}\\b`, 'm'), folder);
  }
  t.end();
});

t.test('an import against the table is told, however it is written', (t) => {
  const ways = [
    "import { a } from '../ledger/a.ts';",
    "import type { A } from '../ledger/a.ts';",
    "import '../ledger/a.ts';",
    "export { a } from '../ledger/a.ts';",
    "export * from '../ledger/a.ts';",
    "const a = await import('../ledger/a.ts');",
  ];
  for (const text of ways) {
    t.strictSame(
      said('roll/x.ts', text),
      ['roll/x.ts imports ledger/a.ts: roll may not import ledger'],
      text,
    );
  }
  t.end();
});

t.test('bake, migrate and roll know neither each other nor the ledger nor the config', (t) => {
  for (const from of ['bake', 'migrate', 'roll']) {
    for (const to of ['bake', 'migrate', 'roll', 'ledger', 'config', 'release', 'cli', 'region'].filter(
      (one) => one !== from,
    )) {
      t.equal(
        said(`${from}/deep/x.ts`, `import { a } from '../../${to}/a.ts';`).length,
        1,
        `${from} -> ${to}`,
      );
    }
    t.strictSame(said(`${from}/x.ts`, "import { a } from '../world/a.ts';"), []);
  }
  t.end();
});

t.test('nothing of the product is imported by region, demo or bench', (t) => {
  for (const from of ['region', 'demo', 'bench', 'examples']) {
    t.equal(said(`${from}/x.ts`, "import { a } from '../world/a.ts';").length, 1, from);
  }
  t.end();
});

t.test('the outside is imported by world alone', (t) => {
  for (const name of ['@aws-sdk/client-ec2', 'execa', 'pg', 'node:fs', 'fs/promises', 'node:child_process']) {
    t.strictSame(said('roll/x.ts', `const a = await import('${name}');`), [
      `roll/x.ts imports ${name}: only world does I/O`,
    ]);
    t.strictSame(said('world/x.ts', `import '${name}';`), []);
  }
  t.strictSame(said('config/x.ts', "import { z } from 'zod';"), []);
  t.end();
});

t.test('an import by an expression is told, for nobody can check it', (t) => {
  t.strictSame(said('cli/x.ts', 'await import(name);'), ['cli/x.ts imports by an expression']);
  t.strictSame(said('cli/x.ts', "await import('./commands/roll.ts');"), []);
  t.end();
});

t.test('one file alone starts the region', (t) => {
  for (const text of [
    "join(root, 'region', 'main.ts')",
    "new URL('../region/main.ts', import.meta.url)",
    "'region/main.js'",
  ]) {
    t.strictSame(
      said('release/x.ts', text),
      ['release/x.ts starts the region: only cli/region.ts does'],
      text,
    );
    t.strictSame(said('cli/region.ts', text), []);
  }
  t.end();
});

t.test('a folder that the table does not have is refused', (t) => {
  t.strictSame(said('services/x.ts', ''), [
    'services/x.ts is in services/, which the import table does not know',
  ]);
  t.strictSame(said('eslint.config.js', ''), []);
  t.end();
});
