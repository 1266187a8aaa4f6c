import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Stage } from './stage.ts';

const BIN = join(import.meta.dirname, '..', 'bin', 'bakeroll.js');

/** One bakeroll, running on the stage. */
export interface Command {
  /** For signals. */
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

export interface Ended {
  /** 128 + n where signal n ended it, as a shell says it. */
  readonly exit: number;
  /** What it wrote to stdout and, its narration, to stderr. */
  readonly answer: string;
  readonly said: string;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
}

/**
 * Starts one bakeroll command on the stage, as a user would.
 *
 * @param variables what the command finds in its environment beside our own
 * @param onLine gets each line of its narration when it is said
 */
export function startCommand(
  stage: Stage,
  args: readonly string[],
  variables: NodeJS.ProcessEnv,
  onLine: (line: string) => void,
): Command {
  const from = Date.now();
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd: stage.repository,
    env: { ...inherited(), XDG_STATE_HOME: stage.state, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [answer, said] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (answer += text));
  createInterface(child.stderr).on('line', (line) => {
    said += `${line}\n`;
    onLine(line);
  });
  const ended = once(child, 'close').then(([code, signal]) => ({
    ...{ exit: exitOf(code as number | null, signal as NodeJS.Signals), answer, said },
    ...{ from, to: Date.now() },
  }));
  return { process: child, ended };
}

/** A build may need our own environment to reach its registry; not what leads to a user's own ledger, nor what steers this Node. */
function inherited(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_THEIRS.test(name)));
}

const NOT_THEIRS = /^(BAKEROLL_|NODE_OPTIONS$|_?TAP)/;

function exitOf(code: number | null, signal: NodeJS.Signals): number {
  return code ?? 128 + constants.signals[signal];
}
