import { setTimeout as pause } from 'node:timers/promises';
import t from 'tap';
import { connect } from '../../world/postgres.ts';
import { testServer } from '../postgres.ts';
import { startModelRegion } from '../region/model-region.ts';
import { called, type Came, configOf, keepRegion, ownSurroundings } from './called.ts';

const CANARY = 'c4n4ry';

const state = await ownSurroundings(t);
const server = await testServer(t);
const region = await startModelRegion();
t.teardown(() => region.close());
await keepRegion(state, region.endpoint, region.accessKey);

const config = await configOf(
  t,
  `app: hello
ledger: database
environments:
  dev: { region: ${region.region.name}, endpoint: '${region.endpoint}', groups: [{ name: web }] }
database: {}
`,
);

/** Everything that is said where this is the database's URL, for people and for programs. */
async function saidOf(url: string, variable = 'DATABASE_URL'): Promise<Came[]> {
  process.env[variable] = url;
  const argv = ['status', 'dev', '--config', config];
  return [await called(...argv), await called(...argv, '--json')];
}

/** The address of a user of the server that has a password. */
async function guarded(): Promise<string> {
  const url = await server.database();
  const admin = await connect(url, 'test');
  await admin.query("create role anna login password 'right'");
  const [row] = await admin.query(
    "select current_setting('hba_file') as file, current_setting('data_directory') as at",
  );
  const { file, at } = row as { file: string; at: string };
  await admin.query(`copy (values ('local all anna scram-sha-256'), ('local all all trust')) to '${file}'`);
  await admin.query('select pg_reload_conf()');
  const right = `postgresql://anna:right@/test1?host=${encodeURIComponent(at)}`;
  const wrong = right.replace('right', CANARY);
  while (await isTaken(wrong)) await pause(10);
  await admin.close();
  return wrong;
}

async function isTaken(url: string): Promise<boolean> {
  const session = await connect(url, 'test').catch(() => undefined);
  await session?.close();
  return session !== undefined;
}

t.test('a password that the server refuses is in nothing that is said', async (t) => {
  for (const { exit, out, err } of await saidOf(await guarded())) {
    t.equal(exit, 3);
    t.match(err, /password authentication failed/);
    t.notMatch(out + err, CANARY);
  }
});

t.test('nor is one whose server, port or address is wrong', async (t) => {
  for (const url of [
    `postgresql://anna:${CANARY}@127.0.0.1:1/shop`,
    `postgresql://anna:${CANARY}@nowhere.invalid/shop`,
    `postgresql://anna:${CANARY}@127.0.0.1:port/shop`,
    `postgres://anna:${CANARY}`,
    `mysql://anna:${CANARY}@127.0.0.1/shop`,
    CANARY,
  ]) {
    for (const { exit, out, err } of await saidOf(url)) {
      t.equal(exit, 3);
      t.match(err, '✖ ');
      t.notMatch(out + err, CANARY);
    }
  }
});

t.test('nor is one with characters that an address cannot hold as they are', async (t) => {
  for (const password of [`12/${CANARY}`, `12#${CANARY}`, `12?${CANARY}`, `12@${CANARY}`, `%zz${CANARY}`]) {
    for (const { exit, out, err } of await saidOf(`postgresql://anna:${password}@127.0.0.1:1/shop`)) {
      t.equal(exit, 3, password);
      t.notMatch(out + err, CANARY, password);
    }
  }
});

t.test('nor is one that was written where the config wants its source', async (t) => {
  const text = `app: hello\nledger: postgresql://anna:${CANARY}@db/shop\nenvironments: {}\n`;
  const { exit, err } = await called('status', '--config', await configOf(t, text));
  t.equal(exit, 2);
  t.match(err, 'never the secret itself');
  t.notMatch(err, CANARY);
});
