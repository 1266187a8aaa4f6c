import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A process, told from a later one with the same number by when it was started. */
export interface Process {
  readonly pid: number;
  /** In the kernel's ticks since boot. */
  readonly started: string;
}

/** The process with this number, or undefined when none runs (one that has ended and is not yet reaped does not run). */
export function processOf(pid: number): Process | undefined {
  const fields = statOf(pid);
  // Fields 3 and 22 of proc(5); the first two are cut off, for the second may hold anything.
  const [state, started] = [fields?.[0], fields?.[19]];
  return started === undefined || state === 'Z' ? undefined : { pid, started };
}

export function isRunning({ pid, started }: Process): boolean {
  return processOf(pid)?.started === started;
}

/** Sends a signal, unless the process has ended. */
export function signal(target: Process, name: NodeJS.Signals | number): void {
  if (!isRunning(target)) return;
  try {
    process.kill(target.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Resolves to true when the process has ended, to false when it still runs after `patience` ms. */
export async function ended(target: Process, patience: number): Promise<boolean> {
  const deadline = performance.now() + patience;
  while (isRunning(target)) {
    if (performance.now() > deadline) return false;
    await delay(10);
  }
  return true;
}

/** Asks the process to end, and makes it after `patience` ms. */
export async function endProcess(target: Process, patience: number): Promise<void> {
  signal(target, 'SIGTERM');
  if (await ended(target, patience)) return;
  signal(target, 'SIGKILL');
  await ended(target, patience);
}

/** Whether the process is number 1 in a process namespace of its own, such as a container's. */
export function isInit(pid: number): boolean {
  const numbers =
    /^NSpid:(.*)$/m
      .exec(read(`/proc/${pid}/status`) ?? '')?.[1]
      ?.trim()
      .split(/\s+/) ?? [];
  return numbers.length > 1 && numbers.at(-1) === '1';
}

/** The first process that this one started and that still runs. */
export function childOf(pid: number): number | undefined {
  const [first] = (read(`/proc/${pid}/task/${pid}/children`) ?? '').split(' ');
  return first ? Number(first) : undefined;
}

/** Every process of the machine with its command line. */
export function commandLines(): { pid: number; argv: string[] }[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => ({ pid: Number(pid), argv: (read(`/proc/${pid}/cmdline`) ?? '').split('\0') }));
}

function statOf(pid: number): string[] | undefined {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}
