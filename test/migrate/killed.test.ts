import { spawn } from 'node:child_process';
import { once } from 'node:events';
import t from 'tap';
import { applyExpand } from '../../migrate/apply.ts';
import { migration } from '../../migrate/migration.ts';
import { realClock } from '../../world/clock.ts';
import { realFiles } from '../../world/files.ts';
import { packageRoot } from '../../world/places.ts';
import { session, shortFolder, testServer } from '../postgres.ts';

const GATE = 77;
const before = migration('expand', '0001_before', 'create table before (id int);');
const gated = migration(
  'expand',
  '0002_gated',
  `set lock_timeout = 0; create table gated (id int); select pg_advisory_xact_lock(${GATE});`,
);

t.test(
  'a runner killed inside a migration leaves nothing of it, and the next one goes on from there',
  async (t) => {
    const server = await testServer(t);
    const url = await server.database();
    const database = await session(t, url);
    await database.query('select pg_advisory_lock($1)', [GATE]);

    const runner = startRunner(url, await shortFolder(t));
    await untilWaiting();
    runner.kill('SIGKILL');
    await once(runner, 'exit');
    await database.query('select pg_advisory_unlock($1)', [GATE]);

    const applied = await applyExpand(
      { clock: realClock, files: realFiles, note: () => undefined },
      url,
      [before, gated],
      { app: 'hello', environment: 'dev', record: () => Promise.resolve() },
    );
    t.same(
      applied.map(({ name }) => name),
      ['0002_gated'],
      'the one before was kept',
    );
    t.same(await database.query('select name from bakeroll.migration order by name'), [
      { name: '0001_before' },
      { name: '0002_gated' },
    ]);

    /** Until the runner's migration stands at the gate. */
    async function untilWaiting(): Promise<void> {
      const waiting = "select 1 from pg_locks where locktype = 'advisory' and objid = $1 and not granted";
      while ((await database.query(waiting, [GATE])).length === 0) await realClock.sleep(5);
    }
  },
);

/** A process of its own that applies both; what it leaves when it is killed lies in `folder`. */
function startRunner(url: string, folder: string) {
  const lines = [
    "import { applyExpand } from './migrate/apply.ts';",
    "import { realClock } from './world/clock.ts';",
    "import { realFiles } from './world/files.ts';",
    'const world = { clock: realClock, files: realFiles, note: () => undefined };',
    "const options = { app: 'hello', environment: 'dev', record: async () => undefined };",
    `await applyExpand(world, ${JSON.stringify(url)}, ${JSON.stringify([before, gated])}, options);`,
  ];
  return spawn(process.execPath, ['--input-type=module', '--eval', lines.join('\n')], {
    cwd: packageRoot(),
    env: { ...process.env, TMPDIR: folder },
    stdio: 'inherit',
  });
}
