import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { appendFile, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { run } from '../command.ts';
import { ended, isRunning, type Process, processOf, signal } from '../process.ts';

/** One PostgreSQL server: where it lies, and where it listens. */
export interface ServerPlace {
  readonly programs: string;
  readonly data: string;
  readonly log: string;
  readonly namespace: string;
  readonly address: string;
  /** The addresses that may connect, such as `10.77.0.0/16`. */
  readonly clients: string;
}

export const SUPERUSER = 'master';

/** PostgreSQL refuses to run as root: it runs in a user namespace in which root is nobody, and has no power. */
const AS_NOBODY = ['unshare', '--user', '--map-user=65534', '--map-group=65534'] as const;

/** Makes the server's data folder, where there is none: aside and renamed, so that it is whole or absent. */
export async function makeData(place: ServerPlace, password: string): Promise<void> {
  if (existsSync(place.data)) return;
  const aside = `${place.data}.new`;
  await rm(aside, { recursive: true, force: true });
  const passwordFile = `${place.data}.password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  const [program, ...words] = [...AS_NOBODY, join(place.programs, 'bin/initdb')];
  const choices = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-instructions'];
  await run(program, [...words, '-D', aside, '-U', SUPERUSER, `--pwfile=${passwordFile}`, ...choices]);
  await rm(passwordFile);
  await appendFile(join(aside, 'pg_hba.conf'), `host all all ${place.clients} scram-sha-256\n`);
  await rename(aside, place.data);
}

/**
 * Starts the server, so that it outlives this process; where it runs, leaves it. Resolves when it takes connections.
 *
 * @throws Error with the last line of its log, when it does not come to that
 */
export async function startServer(place: ServerPlace): Promise<void> {
  if (workersIn(place.data).length > 0) return;
  // Nobody works there: whatever its lock file says is of a server that was killed.
  await rm(join(place.data, 'postmaster.pid'), { force: true });
  const own = await launch(place);
  while (!isReady(place.data)) {
    if (!isRunning(own)) throw new Error(`PostgreSQL does not start: ${lastLine(place.log)}`);
    await delay(10);
  }
}

async function launch(place: ServerPlace): Promise<Process> {
  const settings = [
    `listen_addresses=${place.address}`,
    `unix_socket_directories=${place.data}`,
    ...['port=5432', 'shared_buffers=16MB', 'max_connections=200'],
  ].flatMap((setting) => ['-c', setting]);
  const log = await open(place.log, 'a', 0o600);
  const program = [...AS_NOBODY, join(place.programs, 'bin/postgres'), '-D', place.data, ...settings];
  const child = spawn('ip', ['netns', 'exec', place.namespace, ...program], {
    cwd: place.data,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { PATH: process.env['PATH'] },
  });
  await log.close();
  child.unref();
  const own = child.pid === undefined ? undefined : processOf(child.pid);
  if (own === undefined) throw new Error('PostgreSQL does not start');
  return own;
}

/** The eighth line of the lock file says how far it is. */
function isReady(data: string): boolean {
  const path = join(data, 'postmaster.pid');
  return existsSync(path) && readFileSync(path, 'utf8').split('\n')[7]?.trim() === 'ready';
}

/** How long the server may take to write what it holds, in milliseconds. */
const ENDING = 10_000;

/** Ends the server on `data`, with those who are connected to it, if one runs. */
export async function endServer(data: string): Promise<void> {
  const workers = workersIn(data);
  const main = postmasterOf(data);
  for (const worker of workers) if (worker.pid === main) signal(worker, 'SIGINT');
  const deadline = performance.now() + ENDING;
  for (const worker of workers) {
    if (await ended(worker, Math.max(0, deadline - performance.now()))) continue;
    signal(worker, 'SIGKILL');
    await ended(worker, ENDING);
  }
}

function postmasterOf(data: string): number | undefined {
  const path = join(data, 'postmaster.pid');
  return existsSync(path) ? Number(readFileSync(path, 'utf8').split('\n')[0]) : undefined;
}

/** The processes of the server on `data`: they work in that folder, from start to end. */
function workersIn(data: string): Process[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids
    .filter((pid) => folderOf(pid) === data)
    .map((pid) => processOf(Number(pid)))
    .filter((found) => found !== undefined);
}

function folderOf(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    // It ended meanwhile.
    return undefined;
  }
}

function lastLine(path: string): string {
  return readFileSync(path, 'utf8').trimEnd().split('\n').at(-1) ?? '';
}
