import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import pg from 'pg';
import t from 'tap';

import { homeOf } from '../../region/life/place.ts';
import { servingNow } from '../../region/life/record.ts';
import { networkOf } from '../../region/network.ts';
import { region } from './life/region.ts';
import { until } from './until.ts';

t.setTimeout(120_000);

const NAME = 'test-database';
t.teardown(() => region(['down', NAME]));

interface Urls {
  readonly inside: string;
  readonly outside: string;
}

async function up(): Promise<Urls> {
  const { report } = await region(['up', NAME, '--database']);
  return report['database'] as Urls;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

t.test('DATABASE-1 it is reached from this computer and from inside, at one address each', async (t) => {
  const { inside, outside } = await up();
  const { slot } = networkOf(NAME);
  await query(outside, 'create table kept (word text)');
  await query(outside, "insert into kept values ('kept')");
  t.same(await query(outside, 'select word from kept'), [{ word: 'kept' }]);
  t.match(new URL(outside), { hostname: `127.${slot}.0.5` });
  const { hostname, port } = new URL(inside);
  t.equal(hostname, `10.${slot}.0.5`);
  const connect = ['netns', 'exec', `br-${slot}`, 'bash', '-c', `</dev/tcp/${hostname}/${port}`];
  await t.resolves(promisify(execFile)('ip', connect));
});

t.test('DATABASE-2 it wants a password, which is random', async (t) => {
  const url = new URL((await up()).outside);
  t.match(url.password, /^[0-9a-f]{48}$/);
  url.password = 'guessed';
  await t.rejects(query(url.href, 'select 1'), { code: '28P01' });
});

t.test('DATABASE-3 a region that is killed has it again, with what was in it', async (t) => {
  const before = await up();
  process.kill(servingNow(homeOf(NAME))?.process.pid ?? 0, 'SIGKILL');
  await until(() => (servingNow(homeOf(NAME)) === undefined ? true : undefined));
  const { report } = await region(['up', NAME]);
  t.same(report['database'], before);
  t.same(await query(before.outside, 'select word from kept'), [{ word: 'kept' }]);
});

t.test('FAULT-25 database-down cuts and refuses connections, and loses nothing', async (t) => {
  const { outside } = await up();
  await region(['break', NAME, 'database-down']);
  const isDown = () =>
    query(outside, 'select 1').then(
      () => undefined,
      () => true,
    );
  t.ok(await until(isDown));
  await region(['heal', NAME]);
  const rows = await until(() => query(outside, 'select word from kept').catch(() => undefined));
  t.same(rows, [{ word: 'kept' }]);
});
