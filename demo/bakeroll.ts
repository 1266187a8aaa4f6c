import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Stage } from './stage.ts';

const BIN = join(import.meta.dirname, '..', 'bin', 'bakeroll.js');

/** One record of `--json`. */
export type Record = Readonly<{ type: string; [field: string]: unknown }>;

export interface Ran {
  readonly exit: number;
  readonly records: readonly Record[];
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
}

/**
 * Runs one bakeroll command on the stage, as a user would; its narration goes to our stderr, indented.
 *
 * @param variables what the command finds in its environment beside PATH and HOME
 */
export async function bakeroll(
  stage: Stage,
  args: string[],
  variables: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  const from = Date.now();
  const child = spawn(process.execPath, [BIN, ...args, '--json'], {
    cwd: stage.repository,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], XDG_STATE_HOME: stage.state, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const records: Record[] = [];
  createInterface(child.stdout).on('line', (line) => records.push(JSON.parse(line) as Record));
  createInterface(child.stderr).on('line', (line) => process.stderr.write(`    ${line}\n`));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (code === null) throw new Error(`bakeroll ${args.join(' ')} was ended by ${String(signal)}`);
  return { exit: code, records, from, to: Date.now() };
}

/** As `bakeroll`, for a command that has to end with that exit code. */
export async function expectExit(exit: number, running: Promise<Ran>): Promise<Ran> {
  const ran = await running;
  if (ran.exit !== exit) throw new Error(`expected exit ${exit}, got ${ran.exit}`);
  return ran;
}
