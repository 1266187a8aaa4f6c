import { inspect } from 'node:util';
import t from 'tap';
import { Failure } from '../../world/failure.ts';
import { connect, sqlState } from '../../world/postgres.ts';
import { session, testServer } from '../postgres.ts';

const server = await testServer(t);
const url = await server.database();

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(() => undefined).catch((error: unknown) => error);
  if (error instanceof Failure) return error;
  throw new Error(`expected a Failure, got ${inspect(error)}`);
}

t.test('a query takes values and gives rows', async (t) => {
  const database = await session(t, url);
  t.same(await database.query('select $1::int + 1 as next, $2::text as name', [41, "o'hara"]), [
    { next: 42, name: "o'hara" },
  ]);
});

t.test(
  'a session waits a second for a lock, half a minute for a statement, and notices a client that is gone',
  async (t) => {
    const database = await session(t, url);
    const [row] = await database.query(
      `select current_setting('lock_timeout') as lock, current_setting('statement_timeout') as statement,
            current_setting('client_connection_check_interval') as check, current_setting('application_name') as name`,
    );
    t.same(row, { lock: '1s', statement: '30s', check: '2s', name: 'bakeroll test' });
  },
);

t.test('what PostgreSQL refuses is told by its own code', async (t) => {
  const database = await session(t, url);
  const error: unknown = await database.query('select * from nothing').catch((error: unknown) => error);
  t.equal(sqlState(error), '42P01', 'undefined_table');
  t.equal(sqlState(new Error('of ours')), undefined);
});

t.test('a transaction keeps all of its work or none', async (t) => {
  const database = await session(t, url);
  await database.query('create table account (name text)');
  await database.transaction((queries) => queries.query("insert into account values ('kept')"));
  await t.rejects(
    database.transaction(async (queries) => {
      await queries.query("insert into account values ('undone')");
      throw new Error('changed my mind');
    }),
    { message: 'changed my mind' },
  );
  t.same(await database.query('select name from account'), [{ name: 'kept' }]);
});

t.test('a query of somebody else stays out of a transaction that is under way', async (t) => {
  const database = await session(t, url);
  await database.query('create table visit (name text)');
  const broken = database.transaction(async (queries) => {
    await queries.query("insert into visit values ('inside')");
    throw new Error('undone');
  });
  const outside = database.query("insert into visit values ('outside')");
  await t.rejects(broken);
  await outside;
  t.same(await database.query('select name from visit'), [{ name: 'outside' }]);
});

t.test('a connection that the server ends is a Failure, and closing it is still fine', async (t) => {
  const database = await session(t, url);
  const other = await session(t, url);
  const [row] = await database.query('select pg_backend_pid() as pid');
  await other.query('select pg_terminate_backend($1)', [row?.['pid']]);
  t.equal((await failureOf(database.query('select 1'))).code, 'database-unreachable');
  await database.close();
  await database.close();
});

t.test('a server that does not answer is named by its host and database alone', async (t) => {
  const failure = await failureOf(connect('postgresql://anna:s3cret@127.0.0.1:1/shop', 'test'));
  t.equal(failure.code, 'database-unreachable');
  t.match(failure.what, /127\.0\.0\.1, database shop/);
  t.notMatch(inspect(failure, { depth: 9, showHidden: true }), /s3cret|anna/);
});

for (const wrong of ['mysql://anna:s3cret@db/shop', 'postgresql://anna:s3cret@db:port/shop', 's3cret'])
  t.test(`an address that is none is refused and not repeated (${wrong.slice(0, 5)})`, async (t) => {
    const failure = await failureOf(connect(wrong, 'test'));
    t.equal(failure.code, 'database-unreachable');
    t.notMatch(inspect(failure, { depth: 9, showHidden: true }), /s3cret/);
  });
