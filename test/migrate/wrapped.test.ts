import t from 'tap';
import { migration } from '../../migrate/migration.ts';
import { refuseUnwrapped } from '../../migrate/wrapped.ts';

const STATE = 'No instance was touched.';

for (const [text, says] of [
  ['-- no-transaction\ncreate index concurrently i on person (name);', 'asks for no transaction'],
  ['commit;', 'says COMMIT'],
  ['create table a (id int);\nCommit;', 'says COMMIT'],
  ['begin; create table a (id int);', 'says BEGIN'],
  ['/* ours */ start transaction;', 'says START TRANSACTION'],
  ["select 'it''s'; rollback;", 'says ROLLBACK'],
  ["select E'it\\'s'; rollback;", 'says ROLLBACK'],
  ['select $$ ; $$; abort;', 'says ABORT'],
  ['create table a (id int); -- done\ncommit', 'says COMMIT'],
] as const)
  t.test(`refused: ${JSON.stringify(text)}`, (t) => {
    t.throws(
      () => {
        refuseUnwrapped(migration('expand', '0001_a', text), STATE);
      },
      { code: 'migration-failed', what: new RegExp(`expand/0001_a.sql ${says}`), state: STATE },
    );
    t.end();
  });

for (const text of [
  'create table a (id int);',
  'create table commit_log (id int);',
  '-- commit;\nselect 1;',
  '/* ; commit; */ select 1;',
  "select '; commit;';",
  "select 'it''s; commit;';",
  'create table "a; commit;" (id int);',
  'do $$ begin perform 1; commit; end $$;',
  'create function f() returns int language plpgsql as $body$\nbegin\n  return 1;\nend;\n$body$;',
  'create function f() returns int language sql begin atomic select 1; end;',
  'create table a (id int) on commit drop;',
  'savepoint here;',
])
  t.test(`taken: ${JSON.stringify(text)}`, (t) => {
    t.doesNotThrow(() => {
      refuseUnwrapped(migration('expand', '0001_a', text), STATE);
    });
    t.end();
  });
