import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import t from 'tap';
import { startEmbedded, stopEmbedded } from '../../world/embedded.ts';
import { PROGRAMS, session, shortFolder, testServer } from '../postgres.ts';
import { migrate, runHello, startHello } from './service.ts';

const server = await testServer(t);

t.test(
  'every answer is complete, names its release and keeps the connection longer than the balancer',
  async (t) => {
    const url = await server.database();
    await migrate(await session(t, url), 'v1');
    const hello = await startHello(t, 'v1', { DATABASE_URL: url });
    const expected = { '/': 200, '/healthz': 200, '/ready': 200, '/?query': 200, '/nowhere': 404, '//': 404 };
    for (const [path, status] of Object.entries(expected)) {
      const answer = await fetch(hello.url + path);
      const body = await answer.text();
      t.equal(answer.status, status, path);
      t.equal(answer.headers.get('x-release'), 'unpackaged');
      t.equal(answer.headers.get('content-length'), String(Buffer.byteLength(body)));
      t.equal(answer.headers.get('keep-alive'), 'timeout=75', 'the balancer gives an idle one up after 60 s');
    }
    t.equal((await fetch(hello.url, { method: 'POST' })).status, 405);
    const head = await fetch(hello.url, { method: 'HEAD' });
    t.match([head.status, await head.text()], [200, '']);
  },
);

t.test('it greets as its environment says, and records each visit', async (t) => {
  const url = await server.database();
  const database = await session(t, url);
  await migrate(database, 'v1');
  const settings = { dev: { GREETING: 'nl' }, production: { GREETING: 'pt' } };
  const words = { dev: 'Hallo from dev', production: 'Olá from production' };
  for (const environment of ['dev', 'production'] as const) {
    const more = { ...settings[environment], BAKEROLL_ENV: environment };
    const hello = await startHello(t, 'v1', { DATABASE_URL: url, ...more });
    t.match(await (await fetch(hello.url)).json(), { greeting: words[environment] });
  }
  t.same(await database.query('select count(*)::int from visit'), [{ count: 2 }]);
});

t.test('v1 and v2 both serve on the schema of either', async (t) => {
  const url = await server.database();
  const database = await session(t, url);
  await migrate(database, 'v1');
  const old = await startHello(t, 'v1', { DATABASE_URL: url });
  const new_ = await startHello(t, 'v2', { DATABASE_URL: url });
  const answers = () => Promise.all([old, new_].map(async (hello) => (await fetch(hello.url)).json()));
  const both = [{ greeting: 'Hello from dev' }, { greeting: 'Hello from dev', closing: 'Bye' }];
  t.match(await answers(), both, 'before the migration of v2');
  await migrate(database, 'v2', '0002');
  t.match(await answers(), both, 'after it, on connections that were open before');
});

t.test('without its database it stays healthy, says that it is not ready, and finds it again', async (t) => {
  const folder = await shortFolder(t);
  t.teardown(() => stopEmbedded(folder));
  const { url } = await startEmbedded({ folder, programs: PROGRAMS });
  const database = await session(t, url);
  await migrate(database, 'v1');
  await database.close();
  const hello = await startHello(t, 'v1', { DATABASE_URL: url });
  const statuses = async () =>
    Promise.all(['/', '/healthz', '/ready'].map(async (path) => (await fetch(hello.url + path)).status));
  t.same(await statuses(), [200, 200, 200]);
  await stopEmbedded(folder);
  t.same(await statuses(), [503, 200, 503]);
  await startEmbedded({ folder, programs: PROGRAMS });
  t.same(await statuses(), [200, 200, 200]);
});

t.test('told to stop, it finishes what is under way, takes what still comes, and ends', async (t) => {
  const url = await server.database();
  const database = await session(t, url);
  await migrate(database, 'v1');
  const hello = await startHello(t, 'v1', { DATABASE_URL: url });
  const agent = new Agent({ keepAlive: true });
  t.teardown(() => {
    agent.destroy();
  });
  const blocker = await session(t, url);
  await blocker.query('begin');
  await blocker.query('lock table greeting');
  const underWay = ask(hello.url, agent);
  const waiting =
    "select 1 from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'hello'";
  while ((await database.query(waiting)).length === 0) await turn();
  hello.process.kill('SIGTERM');
  const late = await firstThatCloses(hello.url, agent);
  t.match(late, { status: 200, connection: 'close' }, 'it serves on, and asks its clients to leave');
  await blocker.query('commit');
  t.match(await underWay, { status: 200, connection: 'close' });
  t.equal(await hello.ended, 0);
});

/** The first answer that came with `Connection: close`: the signal has arrived. */
async function firstThatCloses(url: string, agent: Agent): Promise<Answer> {
  for (;;) {
    const answer = await ask(`${url}/healthz`, agent);
    if (answer.connection === 'close') return answer;
  }
}

interface Answer {
  readonly status: number | undefined;
  readonly connection: string | undefined;
}

async function ask(url: string, agent: Agent): Promise<Answer> {
  const [response] = (await once(get(url, { agent }), 'response')) as [IncomingMessage];
  await text(response);
  return { status: response.statusCode, connection: response.headers.connection };
}

t.test('v3 never serves: it says which setting it misses, and ends', async (t) => {
  const { process, ended } = runHello(t, 'v3', { DATABASE_URL: await server.database() });
  t.match(await text(process.stderr), /the setting HELLO_MOOD is missing/);
  t.equal(await ended, 1);
});
