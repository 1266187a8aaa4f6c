import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

import { commandLines, endProcess, isRunning, type Process, processOf } from '../../process.ts';
import { tell } from './runtime.ts';

/** Where one region's haproxy has its files. */
export interface HaproxyPlace {
  readonly config: string;
  readonly socket: string;
  /** Says which process it is, so that a region started again finds it. */
  readonly mark: string;
}

/**
 * Starts haproxy with the configuration in its place, in the stead of the one before: which gives its listening sockets away,
 * finishes what it has begun, and ends. Resolves when the new one answers.
 *
 * @throws Error with what haproxy says, such as an address that is in use
 */
export async function startHaproxy(place: HaproxyPlace, before: Process | undefined): Promise<Process> {
  const takeOver =
    before !== undefined && isRunning(before) ? ['-x', place.socket, '-sf', String(before.pid)] : [];
  const child = spawn('haproxy', ['-db', '-f', place.config, ...takeOver], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4096)));
  await once(child, 'spawn');
  const own = child.pid === undefined ? undefined : processOf(child.pid);
  if (own === undefined || !(await answers(place.socket, own)))
    throw new Error(`haproxy does not start: ${said.trim()}`);
  child.unref();
  await writeFile(`${place.mark}.new`, JSON.stringify(own));
  await rename(`${place.mark}.new`, place.mark);
  return own;
}

/** The haproxy that a region left running in this place, or undefined. */
export async function findHaproxy(place: Pick<HaproxyPlace, 'mark'>): Promise<Process | undefined> {
  const text = await readFile(place.mark, 'utf8').catch(() => undefined);
  const found = text === undefined ? undefined : (JSON.parse(text) as Process);
  return found !== undefined && isRunning(found) ? found : undefined;
}

/** Ends whatever haproxy runs in this place, those too that finish what they have begun. SIGTERM is its hard stop. */
export async function endHaproxy({ config }: Pick<HaproxyPlace, 'config'>): Promise<void> {
  const own = commandLines().filter(({ argv }) => argv[0] === 'haproxy' && argv.includes(config));
  for (const { pid } of own) {
    const found = processOf(pid);
    if (found !== undefined) await endProcess(found, 5000);
  }
}

async function answers(socket: string, own: Process): Promise<boolean> {
  while (isRunning(own)) {
    const info = await tell(socket, ['show info']).catch(() => '');
    if (info.includes(`\nPid: ${own.pid}\n`)) return true;
    await delay(10);
  }
  return false;
}
