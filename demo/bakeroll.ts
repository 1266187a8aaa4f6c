import { startCommand } from './command.ts';
import type { Stage } from './stage.ts';

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
 * Runs one bakeroll command on the stage, for its records; its narration goes to our stderr, indented.
 *
 * @param variables what the command finds in its environment beside our own
 */
export async function bakeroll(
  stage: Stage,
  args: readonly string[],
  variables: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  const show = (line: string) => process.stderr.write(`    ${line}\n`);
  const { exit, answer, from, to } = await startCommand(stage, [...args, '--json'], variables, show).ended;
  return { exit, records: recordsIn(answer), from, to };
}

/** The records that a command with `--json` gave as its answer. */
export function recordsIn(answer: string): readonly Record[] {
  const lines = answer.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Record);
}

/** As `bakeroll`, for a command that has to end with that exit code. */
export async function expectExit(exit: number, running: Promise<Ran>): Promise<Ran> {
  const ran = await running;
  if (ran.exit !== exit) throw new Error(`expected exit ${exit}, got ${ran.exit}`);
  return ran;
}
