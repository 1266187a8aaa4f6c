import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
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
  const notes = mkdtempSync(join(tmpdir(), 'bakeroll-tap-'));
  const guard = fork(new URL('./guard.ts', import.meta.url), tapCommand(folder, notes), {
    cwd: ROOT,
    detached: true,
    execArgv: [],
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
  rmSync(notes, { recursive: true, force: true });

  const result = { name, ...tally(output, code ?? 1), seconds: (performance.now() - start) / 1000 };
  for (const line of failuresIn(output)) say(line);
  say(`test/${name}: ${result.passed} passed, ${result.failed} failed in ${result.seconds.toFixed(1)} s`);
  return result;
}

/**
 * @param notes where tap's processes note what they loaded. By itself that is one place of the checkout, which each tap clears
 *   as it begins, and it fails where a test of the other lane writes there at that moment
 */
function tapCommand({ files, timeout }: Folder, notes: string): string[] {
  const tap = join(ROOT, 'node_modules', '.bin', 'tap');
  const apart = `--test-env=_TAPJS_PROCESSINFO_CWD_=${notes}`;
  return [
    ...[tap, 'run', '--disable-coverage', '--reporter=tap', '--jobs=1', apart, `--timeout=${timeout}`],
    ...files,
  ];
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
