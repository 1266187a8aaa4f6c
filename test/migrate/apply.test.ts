import t, { type Test } from 'tap';
import { applyExpand, type Applied } from '../../migrate/apply.ts';
import { lockNumber } from '../../migrate/lock.ts';
import { migration, type Migration } from '../../migrate/migration.ts';
import { refusePending } from '../../migrate/pending.ts';
import { realClock, type Clock } from '../../world/clock.ts';
import { realFiles } from '../../world/files.ts';
import { session, testServer } from '../postgres.ts';

const server = await testServer(t);

const people = migration('expand', '0001_people', 'create table person (name text not null);');
const colour = migration('expand', '0002_add_colour', "alter table person add colour text default 'blue';");
const broken = migration(
  'expand',
  '0003_broken',
  'create table half (id int);\nalter table person\n  add x nosuch;\n',
);

/** One application's database, and what bakeroll does to it. */
async function target(t: Test, { app = 'hello', clock = realClock }: { app?: string; clock?: Clock } = {}) {
  const url = await server.database();
  const recorded: Applied[] = [];
  const notes: string[] = [];
  const world = { clock, files: realFiles, note: ({ text }: { text: string }) => void notes.push(text) };
  const record = (applied: Applied) => Promise.resolve(void recorded.push(applied));
  const apply = (migrations: Migration[], environment = 'dev') =>
    applyExpand(world, url, migrations, { app, environment, record });
  const tables = async () => {
    const rows = await database.query(
      "select tablename from pg_tables where schemaname = 'public' order by 1",
    );
    return rows.map((row) => row['tablename']);
  };
  const database = await session(t, url);
  return { url, database, apply, tables, recorded, notes };
}

/** Where a release is wanted that is not there yet. */
const place = { app: 'hello', environment: 'staging', release: 'v42' };

t.test('a release brings the migrations that the database does not have, each told once', async (t) => {
  const { database, apply, recorded, notes } = await target(t);
  const first = await apply([people]);
  t.same(
    first.map(({ name, sha256 }) => ({ name, sha256 })),
    [{ name: '0001_people', sha256: people.sha256 }],
  );
  await database.query("insert into person values ('anna')");
  t.same(
    (await apply([people, colour])).map(({ name }) => name),
    ['0002_add_colour'],
  );
  t.same(await apply([people, colour]), [], 'nothing is left to do');
  t.same(await database.query('select * from person'), [{ name: 'anna', colour: 'blue' }]);
  t.same(
    recorded.map(({ name }) => name),
    ['0001_people', '0002_add_colour'],
  );
  t.ok(recorded.every(({ millis }) => Number.isInteger(millis) && millis >= 0));
  t.match(notes[0], /^expand\/0001_people applied in \d+ ms$/);
});

t.test(
  'a migration that fails leaves nothing of itself, keeps those before it, and is named with its line',
  async (t) => {
    const { apply, tables, recorded } = await target(t);
    await t.rejects(apply([people, colour, broken]), {
      code: 'migration-failed',
      what: 'expand/0003_broken.sql line 3 failed',
      why: /type "nosuch" does not exist · SQLSTATE 42704/,
      state: 'No instance was touched. In the database the last migration applied is 0002_add_colour.',
    });
    t.same(await tables(), ['person'], '"half", made by the same file, is not there');
    t.equal(recorded.length, 2);
    const mended = migration('expand', '0003_broken', 'create table whole (id int);');
    t.same(
      (await apply([people, colour, mended])).map(({ name }) => name),
      ['0003_broken'],
    );
  },
);

t.test('an applied file that was edited is refused, and nothing after it runs', async (t) => {
  const { apply, tables, url } = await target(t);
  await apply([people]);
  const edited = migration('expand', '0001_people', `${people.text} -- harmless`);
  const refusal = { code: 'migration-changed', what: /expand\/0001_people\.sql/, state: /0001_people/ };
  await t.rejects(apply([edited, colour]), refusal);
  await t.rejects(refusePending(url, [edited, colour], place), refusal);
  t.same(await tables(), ['person']);
});

t.test('a contract migration is never applied by a release', async (t) => {
  const { apply, tables } = await target(t);
  await apply([people, migration('contract', '0002_drop_people', 'drop table person;')]);
  t.same(await tables(), ['person']);
});

t.test('an older release finds newer migrations applied and is content', async (t) => {
  const { apply, url } = await target(t);
  await apply([people, colour]);
  t.same(await apply([people]), []);
  await refusePending(url, [people], place);
});

t.test('a file with a number below one that was applied is refused', async (t) => {
  const { apply, tables } = await target(t);
  await apply([people, migration('expand', '0005_late', 'create table late (id int);')]);
  await t.rejects(apply([people, colour, migration('expand', '0005_late', 'create table late (id int);')]), {
    code: 'migration-failed',
    why: /0002_add_colour is preceding already run migration 0005_late/,
  });
  t.same(await tables(), ['late', 'person']);
});

t.test(
  'a roll alone is refused while a migration of its release is missing, and changes nothing',
  async (t) => {
    const { database, apply, url } = await target(t);
    await t.rejects(refusePending(url, [people, colour], place), {
      code: 'migrations-pending',
      what: /expand\/0001_people, expand\/0002_add_colour$/,
      state: /no migration is applied/,
      next: 'bakeroll migrate staging v42',
    });
    t.same(await database.query("select 1 from pg_namespace where nspname = 'bakeroll'"), []);
    await apply([people]);
    await t.rejects(refusePending(url, [people, colour], place), {
      code: 'migrations-pending',
      what: /have: expand\/0002_add_colour$/,
    });
  },
);

t.test('what a migration sets for its session does not reach the next', async (t) => {
  const { database, apply } = await target(t);
  const careless = migration('expand', '0001_careless', 'create schema shop; set search_path = shop;');
  const next = migration('expand', '0002_next', 'create table placed (id int);');
  await apply([careless, next]);
  t.same(await database.query("select schemaname from pg_tables where tablename = 'placed'"), [
    { schemaname: 'public' },
  ]);
});

t.test('a comment that says "down migration" does not cut the file short', async (t) => {
  const { apply, tables } = await target(t);
  const text = 'create table one (id int);\n-- Down migration: there is none\ncreate table two (id int);';
  await apply([migration('expand', '0001_commented', text)]);
  t.same(await tables(), ['one', 'two']);
});

t.test('a file that would not run whole in its transaction is refused before it runs', async (t) => {
  const { apply, tables } = await target(t);
  const half = migration('expand', '0002_half', 'create table half (id int); commit; select nonsense;');
  await t.rejects(apply([people, half]), { code: 'migration-failed', state: /0001_people/ });
  t.same(await tables(), ['person']);
});

t.test('two who migrate one environment at once apply each file once', async (t) => {
  const { apply, recorded } = await target(t);
  await Promise.all([apply([people, colour]), apply([people, colour])]);
  t.same(
    recorded.map(({ name }) => name),
    ['0001_people', '0002_add_colour'],
  );
});

t.test('who finds somebody else migrating waits until they are done, and says so', async (t) => {
  const free = Promise.withResolvers<undefined>();
  const clock: Clock = { ...realClock, sleep: () => free.promise };
  const { database, apply, notes, tables } = await target(t, { clock });
  await database.query('select pg_advisory_lock($1)', [lockNumber('hello', 'dev')]);
  const waiting = apply([people]);
  await t.resolves(until(() => notes.length > 0));
  t.same(notes, ['waiting: somebody else is migrating this database']);
  t.same(await tables(), []);
  await database.query('select pg_advisory_unlock($1)', [lockNumber('hello', 'dev')]);
  free.resolve(undefined);
  await waiting;
  t.same(await tables(), ['person']);
});

t.test("a table in use is tried again, not waited for in everybody's way", async (t) => {
  const free = Promise.withResolvers<undefined>();
  const clock: Clock = { ...realClock, sleep: () => free.promise };
  const { url, apply, notes, database } = await target(t, { clock });
  await apply([people]);
  const reader = await session(t, url);
  await reader.query('begin; select * from person;');
  const applying = apply([people, colour]);
  await t.resolves(until(() => notes.some((note) => note.includes('in use'))));
  await reader.query('commit');
  free.resolve(undefined);
  await applying;
  t.same(await database.query('select colour from person'), []);
});

t.test('a connection that is lost inside a migration is not blamed on the migration', async (t) => {
  const { database, apply, tables } = await target(t);
  const suicide = 'create table half (id int); select pg_terminate_backend(pg_backend_pid());';
  await t.rejects(apply([people, migration('expand', '0002_cut_off', suicide)]), {
    code: 'database-unreachable',
    what: /The connection to PostgreSQL at .* was lost/,
    state: /whether its last statement was kept is not known/,
  });
  t.same(await tables(), ['person']);
  t.same(await database.query('select name from bakeroll.migration'), [{ name: '0001_people' }]);
});

t.test('aborted between two migrations, the second is not begun', async (t) => {
  const url = await server.database();
  const leaving = new AbortController();
  const lost = new Error('the lease is lost');
  const record = () => {
    leaving.abort(lost);
    return Promise.resolve();
  };
  const world = { clock: realClock, files: realFiles, note: () => undefined };
  const options = { app: 'hello', environment: 'dev', record, signal: leaving.signal };
  await t.rejects(applyExpand(world, url, [people, colour], options), lost);
  const database = await session(t, url);
  t.same(await database.query('select name from bakeroll.migration'), [{ name: '0001_people' }]);
});

t.test('two applications keep their books apart in one database', async (t) => {
  const url = await server.database();
  const world = { clock: realClock, files: realFiles, note: () => undefined };
  const as = (app: string, migrations: Migration[]) =>
    applyExpand(world, url, migrations, { app, environment: 'dev', record: () => Promise.resolve() });
  await as('web-shop', [people]);
  await as('admin', [migration('expand', '0001_people', 'create table admin (id int);')]);
  const database = await session(t, url);
  t.same(
    await database.query('select count(*)::int as tables from pg_tables where schemaname = $1', ['public']),
    [{ tables: 2 }],
  );
});

t.test('the lock is of the application and its environment, and exact in JavaScript', (t) => {
  t.ok(Number.isSafeInteger(lockNumber('hello', 'dev')));
  t.not(lockNumber('hello', 'dev'), lockNumber('hello', 'production'));
  t.not(lockNumber('hello', 'dev'), lockNumber('other', 'dev'));
  t.end();
});

/** Resolves when `holds` does; the test's own time limit ends it otherwise. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await realClock.sleep(5);
}
