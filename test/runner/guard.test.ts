import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import t from 'tap';

const GUARD = join(import.meta.dirname, 'guard.ts');

/** Says its own pid, then stays. */
const PROGRAM = [process.execPath, '-e', 'console.log(process.pid); setInterval(() => {}, 1000)'];

t.test('the exit code of the program is the guard’s own', async (t) => {
  const guard = fork(GUARD, [process.execPath, '-e', 'process.exit(7)'], { detached: true });
  t.strictSame(await once(guard, 'exit'), [7, null]);
});

t.test('the program ends when its starter lets go', async (t) => {
  const guard = fork(GUARD, PROGRAM, { detached: true, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const [said] = (await once(guard.stdout ?? process.stdin, 'data')) as [Buffer];
  const pid = Number(said);
  t.ok(isAlive(pid));
  guard.disconnect();
  await untilGone(pid);
});

t.test('the program ends when its starter is killed', async (t) => {
  const starter = spawn(
    process.execPath,
    [
      '-e',
      `require('child_process').fork(${JSON.stringify(GUARD)}, ${JSON.stringify(PROGRAM)}, { detached: true })`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const pid = Number(await once(starter.stdout, 'data'));
  t.ok(isAlive(pid));
  starter.kill('SIGKILL');
  await untilGone(pid);
});

function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}

/** Ends when the process is gone; tap's own timeout is the failure. */
async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await pause(10);
}
