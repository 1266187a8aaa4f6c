import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Test } from 'tap';
import { packageRoot } from '../../world/places.ts';
import type { Database } from '../../world/postgres.ts';

export type Version = 'v1' | 'v2' | 'v3';

/** A hello that runs, and ends with the test. */
export interface Service {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly process: ChildProcess;
  /** Resolves with its exit code. */
  readonly ended: Promise<number | null>;
}

/** Starts that version of hello with these settings, on a free port, and gives it once it serves. */
export async function startHello(
  t: Test,
  version: Version,
  settings: Readonly<Record<string, string>>,
): Promise<Service> {
  const { process, ended } = runHello(t, version, settings);
  for await (const line of createInterface({ input: process.stdout })) {
    const port = /on port (\d+)/.exec(line)?.[1];
    if (port !== undefined) return { url: `http://127.0.0.1:${port}`, process, ended };
  }
  throw new Error(`hello ${version} ended before it served`);
}

/** Starts it without waiting for anything. */
export function runHello(t: Test, version: Version, settings: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [join(folderOf(version), 'src/main.js')], {
    env: { BAKEROLL_ENV: 'dev', PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return { process: child, ended };
}

/** Applies the expand migrations that the version comes with, from the one called `from` on. */
export async function migrate(database: Database, version: Version, from = ''): Promise<void> {
  const folder = join(folderOf(version), 'migrations/expand');
  for (const name of readdirSync(folder).sort())
    if (name >= from) await database.query(readFileSync(join(folder, name), 'utf8'));
}

function folderOf(version: Version): string {
  return join(packageRoot(), 'examples/hello', version);
}
