import { join } from 'node:path';
import { realClock } from './clock.ts';
import { binariesIn } from './embedded/binaries.ts';
import { end, lastWords, launch, makeData, runningServer, worksIn, type Place } from './embedded/server.ts';
import { Failure, UNTOUCHED } from './failure.ts';
import { realFiles } from './files.ts';
import { withLock } from './lock.ts';
import { stateFolder } from './places.ts';
import { connect, type Database } from './postgres.ts';

/** A PostgreSQL server of this machine, shared by all who started it. */
export interface Embedded {
  /** How to reach it: a unix socket, superuser `postgres`, database `postgres`. */
  readonly url: string;
  /** Says that the caller needs it no longer; the last one to say so ends it. Safe to call twice. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Where this server's data lies; made where there is none. Two servers have two folders. */
  readonly folder: string;
  /** Where the server's program lies, for all servers of this user; the state folder by default. */
  readonly programs?: string;
}

/** A server that does not answer within this many milliseconds of its start never will. */
const ANSWERING = 60_000;

/** The longest path of a unix socket in Linux, in bytes. */
const LONGEST_SOCKET = 107;

/**
 * Starts a real PostgreSQL server on `folder`, or joins the one that runs there, also one that a killed process
 * left behind. For the local region, the demo and tests. Starting and ending take their turns under one lock, so
 * that any number of processes may do either at once. Each keeps one idle session open: the server ends when
 * the last of them stops, and a killed process's session is gone with it.
 * Throws Failure `tool-missing` or `database-unreachable`.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const data = join(options.folder, 'data');
  const url = socketUrl(data);
  await realFiles.makeFolder(options.folder, 0o700);
  const presence = await withLock(data, async () => {
    const place = {
      binaries: await binariesIn(options.programs ?? stateFolder()),
      data,
      log: join(options.folder, 'log'),
    };
    await makeData(place);
    return enter(place, url, (await runningServer(data)) ?? (await launch(place)));
  });
  let stopped: Promise<void> | undefined;
  return { url, stop: () => (stopped ??= withLock(data, () => leave(presence, data))) };
}

/** Ends the server on `folder`, whoever uses it; for clearing up. Does nothing where none runs. */
export async function stopEmbedded(folder: string): Promise<void> {
  const data = join(folder, 'data');
  await withLock(data, () => end(data));
}

/** The first session that server `pid` grants. */
async function enter(place: Place, url: string, pid: number): Promise<Database> {
  const deadline = realClock.monotonic() + ANSWERING;
  for (;;) {
    try {
      return await connect(url, 'presence');
    } catch (error) {
      if (realClock.monotonic() > deadline) throw error;
      if (!(await worksIn(pid, place.data))) throw await lastWords(place);
      await realClock.sleep(10);
    }
  }
}

/** Users are told by their presence alone: a session that was just closed may still be listed for a moment. */
async function leave(presence: Database, data: string): Promise<void> {
  const asked = presence.query(
    `select pg_backend_pid() as mine, count(*) filter (where pid <> pg_backend_pid()) = 0 as last
       from pg_stat_activity where application_name = current_setting('application_name')`,
  );
  // A server that is gone needs no ending.
  const [row] = await asked.catch(() => []);
  await presence.close();
  if (row?.['last'] === true) return end(data);
  // So that whoever leaves next does not take this one for somebody who stays.
  while (await worksIn(Number(row?.['mine']), data)) await realClock.sleep(5);
}

/** Throws Failure `database-unreachable` where the folder is too deep for a socket. */
function socketUrl(data: string): string {
  const socket = join(data, '.s.PGSQL.5432');
  if (Buffer.byteLength(socket) <= LONGEST_SOCKET)
    return `postgresql:///postgres?user=postgres&host=${encodeURIComponent(data)}`;
  throw new Failure({
    code: 'database-unreachable',
    what: `${socket} is too long for a socket: ${Buffer.byteLength(socket)} bytes, where Linux allows ${LONGEST_SOCKET}`,
    state: UNTOUCHED,
    next: 'Choose a shorter folder (XDG_STATE_HOME).',
  });
}
