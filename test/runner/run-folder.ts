import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { Folder } from './folders.ts';
import { failuresIn, fileEnd, tally, type Tally } from './tap-output.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export interface FolderResult extends Tally {
  readonly name: string;
  readonly seconds: number;
}

/** Runs one folder's tests with tap, telling each file's end and, at the end, what failed and the folder's time. */
export async function runFolder(folder: Folder, say: (line: string) => void): Promise<FolderResult> {
  const { name, timeout } = folder;
  const start = performance.now();
  const guard = fork(new URL('./guard.ts', import.meta.url), tapCommand(folder), {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  // What needs the machine for itself is not to be slowed down by what does not.
  if (!folder.heavy && guard.pid !== undefined) setPriority(guard.pid, 10);
  const late = setTimeout(() => {
    say(`test/${name} is ended: not done after ${timeout} s`);
    guard.disconnect();
  }, timeout * 1000);
  const ended = once(guard, 'exit') as Promise<[number | null]>;
  const output = await eachLine(guard.stdout, say);
  const [code] = await ended;
  clearTimeout(late);

  const result = { name, ...tally(output, code ?? 1), seconds: (performance.now() - start) / 1000 };
  for (const line of failuresIn(output)) say(line);
  say(`test/${name}: ${result.passed} passed, ${result.failed} failed in ${result.seconds.toFixed(1)} s`);
  return result;
}

function tapCommand({ files, timeout }: Folder): string[] {
  const tap = join(ROOT, 'node_modules', '.bin', 'tap');
  return [tap, 'run', '--disable-coverage', '--reporter=tap', '--jobs=1', `--timeout=${timeout}`, ...files];
}

async function eachLine(output: NodeJS.ReadableStream | null, say: (line: string) => void): Promise<string> {
  if (output === null) return '';
  const lines: string[] = [];
  for await (const line of createInterface({ input: output })) {
    lines.push(line);
    const end = fileEnd(line);
    if (end) say(`  ${end.ok ? 'ok' : 'FAILED'} ${end.file}`);
  }
  return lines.join('\n');
}
