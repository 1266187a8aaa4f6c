import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { runningServer } from '../../world/embedded/server.ts';
import { startEmbedded, stopEmbedded } from '../../world/embedded.ts';
import { packageRoot } from '../../world/places.ts';
import { PROGRAMS, session, shortFolder } from '../postgres.ts';

/** One folder for all tests but those that say otherwise: making one takes half a second. */
const folder = await shortFolder(t);

t.test(
  'a server starts on an empty folder, keeps what was written, and ends with its last user',
  async (t) => {
    const first = await startEmbedded({ folder, programs: PROGRAMS });
    const database = await session(t, first.url);
    await database.query("create table first as select 'yes' as word");
    await database.close();
    await first.stop();
    t.equal(await runningServer(join(folder, 'data')), undefined, 'nobody uses it, so it is gone');

    const second = await startEmbedded({ folder, programs: PROGRAMS });
    const again = await session(t, second.url);
    t.same(await again.query('select word from first'), [{ word: 'yes' }]);
    await again.close();
    await second.stop();
  },
);

t.test('nobody but its owner reaches it, and it opens no port', async (t) => {
  const server = await startEmbedded({ folder, programs: PROGRAMS });
  t.equal((await stat(join(folder, 'data'))).mode & 0o777, 0o700);
  const database = await session(t, server.url);
  t.same(await database.query('show listen_addresses'), [{ listen_addresses: '' }]);
  t.equal(await backendUser(folder), process.getuid?.(), 'to this machine it belongs to who started it');
  await database.close();
  await server.stop();
});

t.test('who stops first leaves the server to the others', async (t) => {
  const mine = await startEmbedded({ folder, programs: PROGRAMS });
  const theirs = await startEmbedded({ folder, programs: PROGRAMS });
  await mine.stop();
  const database = await session(t, theirs.url);
  t.same(await database.query('select 1 as one'), [{ one: 1 }]);
  await database.close();
  await theirs.stop();
  t.equal(await runningServer(join(folder, 'data')), undefined);
});

t.test('six that start and stop at once share one server and leave none', async (t) => {
  const servers = await Promise.all(
    Array.from({ length: 6 }, () => startEmbedded({ folder, programs: PROGRAMS })),
  );
  const pids = await Promise.all(servers.map(() => runningServer(join(folder, 'data'))));
  t.equal(new Set(pids).size, 1);
  await Promise.all(servers.map((server) => server.stop()));
  t.equal(await runningServer(join(folder, 'data')), undefined);
});

t.test('a server whose starter was killed is taken over with all that was committed', async (t) => {
  const orphan = await orphanServer(folder);
  const server = await startEmbedded({ folder, programs: PROGRAMS });
  t.equal(await runningServer(join(folder, 'data')), orphan, 'the same process');
  const database = await session(t, server.url);
  t.same(await database.query('select word from kept'), [{ word: 'committed' }]);
  await database.close();
  await server.stop();
  t.equal(await runningServer(join(folder, 'data')), undefined);
});

t.test(
  'a server that was itself killed starts again, though its process number now belongs to another',
  async (t) => {
    process.kill(await orphanServer(folder), 'SIGKILL');
    const stranger = spawn('cat');
    t.teardown(() => stranger.kill());
    for (const name of ['postmaster.pid', '.s.PGSQL.5432.lock'])
      await giveAway(join(folder, 'data', name), stranger.pid);
    const server = await startEmbedded({ folder, programs: PROGRAMS });
    const database = await session(t, server.url);
    t.same(await database.query('select word from kept'), [{ word: 'committed' }]);
    await database.close();
    await server.stop();
  },
);

t.test('an ordinary user starts it as well', async (t) => {
  const code = await runScript(asOrdinaryUser(), [
    "if (process.getuid() === 0) throw new Error('still root');",
    `const server = await startEmbedded(${JSON.stringify({ folder, programs: PROGRAMS })});`,
    'const database = await connect(server.url, "test");',
    "await database.query('create table made (id int)');",
    'await database.close();',
    'await server.stop();',
  ]);
  t.equal(code, 0);
  t.equal(await runningServer(join(folder, 'data')), undefined);
});

t.test('stopEmbedded ends the server whoever uses it, and is content with none', async (t) => {
  const server = await startEmbedded({ folder, programs: PROGRAMS });
  await stopEmbedded(folder);
  t.equal(await runningServer(join(folder, 'data')), undefined);
  await stopEmbedded(folder);
  await server.stop();
  await server.stop();
});

t.test('a data folder that cannot be used is said with the words of the server', async (t) => {
  const folder = await shortFolder(t);
  await (await startEmbedded({ folder, programs: PROGRAMS })).stop();
  await rm(join(folder, 'data', 'global'), { recursive: true });
  await t.rejects(startEmbedded({ folder, programs: PROGRAMS }), {
    code: 'database-unreachable',
    why: /global/,
  });
  t.equal(await runningServer(join(folder, 'data')), undefined);
});

t.test('a folder too deep for a socket is refused before anything is made', async (t) => {
  const folder = join(await shortFolder(t), 'x'.repeat(100));
  await t.rejects(startEmbedded({ folder, programs: PROGRAMS }), {
    code: 'database-unreachable',
    what: /too long for a socket/,
  });
});

/** The user that this machine takes the server's process for. */
async function backendUser(folder: string): Promise<number> {
  const pid = await runningServer(await realpath(join(folder, 'data')));
  return (await stat(`/proc/${String(pid)}`)).uid;
}

/** Node for a user that is not root, though this test may be: a namespace in which root has another number. */
function asOrdinaryUser(): [string, ...string[]] {
  if (process.getuid?.() !== 0) return [process.execPath];
  return ['unshare', '--user', '--map-user=65534', '--map-group=65534', process.execPath];
}

/** Makes process `pid` the one that a lock file of PostgreSQL names. */
async function giveAway(lockFile: string, pid: number | undefined): Promise<void> {
  const lock = await readFile(lockFile, 'utf8');
  await writeFile(lockFile, lock.replace(/^\d+/, String(pid)));
}

/** A server with a table, left behind by a process that got SIGKILL; gives the server's process number. */
async function orphanServer(folder: string): Promise<number> {
  await runScript(
    [process.execPath],
    [
      `const server = await startEmbedded(${JSON.stringify({ folder, programs: PROGRAMS })});`,
      'const database = await connect(server.url, "test");',
      `await database.query("drop table if exists kept; create table kept as select 'committed' as word");`,
      "process.kill(process.pid, 'SIGKILL');",
    ],
  );
  const pid = await runningServer(join(folder, 'data'));
  if (pid === undefined) throw new Error('the killed process left no server');
  return pid;
}

/** Runs lines of a program that knows `startEmbedded` and `connect`; gives its exit code, null when it was killed. */
async function runScript(
  node: readonly [string, ...string[]],
  lines: readonly string[],
): Promise<number | null> {
  const imports = [
    "import { startEmbedded } from './world/embedded.ts';",
    "import { connect } from './world/postgres.ts';",
  ];
  const [program, ...args] = [...node, '--input-type=module', '--eval', [...imports, ...lines].join('\n')];
  const child = spawn(program, args, { cwd: packageRoot(), stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}
