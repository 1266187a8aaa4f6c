import { spawn } from 'node:child_process';
import { open, readFile, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { realClock } from '../clock.ts';
import { Failure, UNTOUCHED } from '../failure.ts';
import { realFiles } from '../files.ts';
import { realShell } from '../shell.ts';

/** Where one server lies: its data and its socket in `data`, what it says in `log`. */
export interface Place {
  readonly binaries: string;
  readonly data: string;
  readonly log: string;
}

/** No port is opened: the only way in is the socket in the 0700 data folder, hence no password. */
const SETTINGS = ['listen_addresses=', 'shared_buffers=16MB', 'max_connections=50'];

/** How long a server may take to end, in milliseconds. */
const ENDING = 30_000;

/** Makes the data folder where there is none. Aside and renamed: an interrupted initdb leaves no half of one. */
export async function makeData(place: Place): Promise<void> {
  if (await realFiles.exists(place.data)) return;
  const aside = `${place.data}.new`;
  await realFiles.remove(aside);
  const made = await realShell.run({
    argv: asUser(
      join(place.binaries, 'bin', 'initdb'),
      ...[
        '-D',
        aside,
        '-U',
        'postgres',
        '--auth=trust',
        '--encoding=UTF8',
        '--locale=C',
        '--no-instructions',
      ],
    ),
  });
  if (made.code !== 0) throw unusable('The embedded PostgreSQL cannot make its data folder', made.stderr);
  await realFiles.rename(aside, place.data);
}

/** The process of the server that runs on `data`, or undefined. Knows a stranger that has got an old process number. */
export async function runningServer(data: string): Promise<number | undefined> {
  const [first] = ((await realFiles.read(pidFile(data))) ?? '').split('\n');
  const pid = Number(first);
  return pid > 0 && (await worksIn(pid, data)) ? pid : undefined;
}

/** Starts the server; gives its process number before it answers. It outlives this process. */
export async function launch(place: Place): Promise<number> {
  await claimLocks(place.data);
  const log = await open(place.log, 'a', 0o600);
  try {
    const [program, ...args] = asUser(
      join(place.binaries, 'bin', 'postgres'),
      ...['-D', place.data],
      ...[...SETTINGS, `unix_socket_directories=${place.data}`].flatMap((setting) => ['-c', setting]),
    );
    const child = spawn(program, args, {
      cwd: place.data,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: { PATH: process.env['PATH'], LANG: 'C' },
    });
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('spawn', () => {
        child.unref();
        resolve(child.pid ?? 0);
      });
    });
  } finally {
    await log.close();
  }
}

/**
 * Puts our own number into the lock files that a killed server left. PostgreSQL takes its parent's number for
 * stale, but refuses to start when the number belongs to any other living process, which after a restart it may.
 * (Removed, the files could not tell it any more that a worker of the killed server still writes.)
 */
async function claimLocks(data: string): Promise<void> {
  for (const path of [pidFile(data), join(data, '.s.PGSQL.5432.lock')]) {
    const lock = await realFiles.read(path);
    if (lock !== undefined) await realFiles.write(path, lock.replace(/^\d+/, String(process.pid)), 0o600);
  }
}

/** Ends the server that runs on `data`, breaking off what it does; it has written everything that was committed. */
export async function end(data: string): Promise<void> {
  const pid = await runningServer(data);
  if (pid === undefined) return;
  process.kill(pid, 'SIGINT');
  const deadline = realClock.monotonic() + ENDING;
  while (await worksIn(pid, data)) {
    if (realClock.monotonic() > deadline)
      throw unusable(`The embedded PostgreSQL (process ${pid}) does not end`, 'it was asked to 30 s ago');
    await realClock.sleep(10);
  }
}

/** True while `pid` is a process that works in `data`, as a PostgreSQL server does from start to end. */
export async function worksIn(pid: number, data: string): Promise<boolean> {
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(data));
  } catch {
    // No such process, a zombie, or somebody else's.
    return false;
  }
}

/** Why a server ended: the last lines of its log. */
export async function lastWords(place: Place): Promise<Failure> {
  const log = await readFile(place.log, 'utf8').catch(() => '');
  return unusable('The embedded PostgreSQL does not start', log.trimEnd().split('\n').slice(-5).join('\n'));
}

function pidFile(data: string): string {
  return join(data, 'postmaster.pid');
}

/**
 * PostgreSQL refuses to run as root. Root's server runs in a user namespace in which root has another number:
 * it has no power there, yet reaches what only root may open, such as a state folder under /root.
 */
function asUser(program: string, ...args: string[]): [string, ...string[]] {
  if (process.getuid?.() !== 0) return [program, ...args];
  return ['unshare', '--user', '--map-user=65534', '--map-group=65534', program, ...args];
}

function unusable(what: string, why: string): Failure {
  return new Failure({
    code: 'database-unreachable',
    what,
    why,
    state: UNTOUCHED,
    next: 'Mend what it says, or name a PostgreSQL server of yours in BAKEROLL_LEDGER.',
  });
}
