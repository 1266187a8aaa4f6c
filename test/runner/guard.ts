import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Runs a program in a process group of its own, and ends the whole group when whoever started this process lets go of it or is
 * gone, even by SIGKILL: no test outlives its runner. Started with `fork`, detached; argv is the program's.
 */
const [program = '', ...args] = process.argv.slice(2);

/** Milliseconds that tests have to take down what they put up. */
const GRACE = 10_000;

const child = spawn(program, args, { stdio: 'inherit', detached: true });
const group = child.pid;
if (group === undefined) throw new Error(`${program} cannot be started`);

child.on('exit', (code) => {
  if (process.connected) process.exit(code ?? 1);
});
process.on('disconnect', () => void endGroup(group));

async function endGroup(leader: number): Promise<void> {
  const deadline = performance.now() + GRACE;
  signal(leader, 'SIGTERM');
  while (performance.now() < deadline && signal(leader, 0)) await pause(20);
  signal(leader, 'SIGKILL');
  process.exit(1);
}

/** Whether anybody of the group was there to get it. */
function signal(leader: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-leader, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
