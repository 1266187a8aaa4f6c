import { createHash } from 'node:crypto';
import { join } from 'node:path';
import t from 'tap';
import { readMigrations } from '../../migrate/migration.ts';
import { realFiles } from '../../world/files.ts';

t.test('the files of both phases are read whole, in the order of their numbers', async (t) => {
  const folder = t.testdir({
    expand: { '0010_later.sql': 'select 10;', '0002_add_colour.sql': 'select 2;\n', '.gitkeep': '' },
    contract: { '0003_drop_shade.sql': 'select 3;' },
  });
  const migrations = await readMigrations(realFiles, folder);
  t.same(
    migrations.map(({ phase, name, text }) => [phase, name, text]),
    [
      ['expand', '0002_add_colour', 'select 2;\n'],
      ['contract', '0003_drop_shade', 'select 3;'],
      ['expand', '0010_later', 'select 10;'],
    ],
  );
  t.equal(migrations[0]?.sha256, createHash('sha256').update('select 2;\n').digest('hex'));
});

t.test('an application without migrations has none', async (t) => {
  t.same(await readMigrations(realFiles, join(t.testdir({}), 'migrations')), []);
});

t.test('every file that is out of place is named at once', async (t) => {
  const folder = t.testdir({
    '0001_direct.sql': '',
    expand: { 'add_colour.sql': '', '0002_one.sql': '', '0002_two.sql': '', '0003_notes.txt': '' },
  });
  await t.rejects(readMigrations(realFiles, folder), {
    code: 'migrations-misplaced',
    what: new RegExp(
      [
        '0001_direct.sql belongs into expand/ or contract/',
        'expand/0003_notes.txt is not named like',
        'expand/add_colour.sql is not named like',
        'expand/ holds one number twice: 0002_one.sql, 0002_two.sql',
      ].join('.*'),
    ),
  });
});

t.test('one number may stand in each phase', async (t) => {
  const folder = t.testdir({ expand: { '0001_a.sql': '' }, contract: { '0001_b.sql': '' } });
  t.equal((await readMigrations(realFiles, folder)).length, 2);
});
