import t from 'tap';
import type { Fact } from '../../ledger/facts.ts';
import { openLedger } from '../../ledger/ledger.ts';
import { realClock } from '../../world/clock.ts';
import { sqlState } from '../../world/postgres.ts';
import { session, testServer } from '../postgres.ts';
import { opened } from './opened.ts';

const server = await testServer(t);

const adopted = (release: number): Fact => ({
  type: 'release-adopted',
  release,
  image: { 'eu-local-1': `ami-${release}` },
});
const began: Fact = {
  type: 'roll-began',
  kind: 'roll',
  release: 1,
  image: 'ami-1',
  by: 'anna',
  resolved: { region: 'eu-local-1', groups: [{ name: 'hello-dev' }] },
};

t.test(
  'what is recorded is told again, oldest first, with the moment by the clock of the database',
  async (t) => {
    const { ledger, database } = await opened(t, await server.database());
    const before = await databaseNow();
    await ledger.record(adopted(1));
    await ledger.record(began, { environment: 'dev', roll: 'r-1' });
    const facts = await ledger.facts({ environment: 'dev' });
    t.same(
      facts.map(({ fact, environment, roll }) => ({ fact, environment, roll })),
      [
        { fact: adopted(1), environment: undefined, roll: undefined },
        { fact: began, environment: 'dev', roll: 'r-1' },
      ],
    );
    const after = await databaseNow();
    t.ok(facts.every(({ at }) => at >= before && at <= after));

    async function databaseNow(): Promise<number> {
      const [row] = await database.query('select extract(epoch from clock_timestamp()) * 1000 as now');
      return Number(row?.['now']);
    }
  },
);

t.test(
  'an environment is told its own facts and those of the application, not those of another',
  async (t) => {
    const url = await server.database();
    const { ledger } = await opened(t, url);
    const { ledger: shop } = await opened(t, url, { app: 'shop' });
    await ledger.record(adopted(1));
    await ledger.record(began, { environment: 'dev', roll: 'r-1' });
    await ledger.record(began, { environment: 'production', roll: 'r-2' });
    await shop.record(adopted(1));
    const rollsTold = async (of: { environment?: string; roll?: string }) =>
      (await ledger.facts(of)).map(({ fact, roll }) => roll ?? fact.type);
    t.same(await rollsTold({ environment: 'dev' }), ['release-adopted', 'r-1']);
    t.same(await rollsTold({ environment: 'production' }), ['release-adopted', 'r-2']);
    t.same(await rollsTold({ environment: 'dev', roll: 'r-1' }), ['r-1']);
    t.same(await rollsTold({}), ['release-adopted']);
    t.equal((await shop.facts()).length, 1);
  },
);

t.test('twenty who make a release at once get twenty numbers', async (t) => {
  const url = await server.database();
  const makers = [];
  for (let maker = 0; maker < 20; maker += 1) makers.push((await opened(t, url)).ledger);
  const numbers = await Promise.all(makers.map((ledger) => ledger.nextRelease()));
  t.same(
    numbers.toSorted((a, b) => a - b),
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
  const { ledger: shop } = await opened(t, url, { app: 'shop' });
  t.equal(await shop.nextRelease(), 1, 'another application counts for itself');
});

t.test('a number is one release for ever', async (t) => {
  const { ledger } = await opened(t, await server.database());
  await ledger.record(adopted(1));
  const error: unknown = await ledger.record(adopted(1)).catch((error: unknown) => error);
  t.equal(sqlState(error), '23505', 'unique_violation');
});

t.test('a fact is never changed or removed', async (t) => {
  const { ledger, database } = await opened(t, await server.database());
  await ledger.record(adopted(1));
  for (const rewriting of [
    "update bakeroll.fact set app = 'other'",
    'delete from bakeroll.fact',
    'truncate bakeroll.fact',
  ])
    await t.rejects(database.query(rewriting), { message: 'a fact is never changed or removed' }, rewriting);
  t.equal((await ledger.facts()).length, 1);
});

t.test('a fact of a newer bakeroll is passed over, and a known one with a wrong body is not', async (t) => {
  const { ledger, database } = await opened(t, await server.database());
  const insert = 'insert into bakeroll.fact (app, type, body) values ($1, $2, $3)';
  await database.query(insert, ['hello', 'moon-landed', '{"feet":2}']);
  await ledger.record(adopted(1));
  t.equal((await ledger.facts()).length, 1);
  await database.query(insert, ['hello', 'unlocked', '{"by":7}']);
  await t.rejects(ledger.facts(), /expected string/);
});

t.test('several open one new ledger at once, and it is made once', async (t) => {
  const url = await server.database();
  const all = await Promise.all(Array.from({ length: 5 }, () => opened(t, url)));
  await Promise.all(all.map(({ ledger }, index) => ledger.record(adopted(index + 1))));
  t.equal((await all[0]?.ledger.facts())?.length, 5);
});

t.test('a database without a ledger is said to be one', async (t) => {
  const database = await session(t, await server.database());
  const opening = openLedger(database, { app: 'hello', clock: realClock, prepare: () => Promise.resolve() });
  await t.rejects(opening, { code: 'ledger-missing' });
});
