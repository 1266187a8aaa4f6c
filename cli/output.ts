import type { Failure } from '../world/failure.ts';
import type { Note } from '../world/world.ts';
import type { ExitCode } from './exit.ts';

/** stdout is data, stderr is narration. With `--json` stdout is one record a line, the first `version`, the last `result`. */
export interface Output {
  readonly json: boolean;
  /** Progress, for whoever watches. */
  readonly note: (note: Note) => void;
  /** What the command was asked for: lines for people, or one record for programs. */
  answer(record: Answer): void;
  failed(failure: Failure, exit: ExitCode): void;
  /** A fault of our own, with its trace. */
  broke(error: unknown): void;
  /** The last record. */
  ended(exit: ExitCode): void;
}

/** An answer in both its forms. `type` names the record. */
export interface Answer {
  readonly type: string;
  readonly lines: readonly string[];
  readonly record: Readonly<Record<string, unknown>>;
}

/** Where text goes: the process's streams, or a test's own. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** The version of the records that `--json` prints: additive within a major. */
const RECORDS = '1.0';

const AFTER_A_FAULT = {
  state: 'What this run did until then stands.',
  next: 'bakeroll status   shows what serves',
};

export function openOutput(streams: Streams, { json, tool }: { json: boolean; tool: string }): Output {
  const record = (value: object) => {
    streams.out(JSON.stringify(value) + '\n');
  };
  if (json) record({ type: 'version', tool, records: RECORDS });
  return {
    json,
    note: ({ step, text }) => {
      streams.err(`${step.padEnd(8)} ${text}\n`);
    },
    answer: ({ type, lines, record: fields }) => {
      if (json) record({ type, ...fields });
      else streams.out(lines.map((line) => line + '\n').join(''));
    },
    failed: (failure, exit) => {
      const { code, what, why, state, next } = failure;
      if (json) record({ type: 'error', code, what, why, state, next });
      streams.err(describeFailure(failure, exit));
    },
    broke: (error) => {
      const what = error instanceof Error ? error.message : String(error);
      const trace = error instanceof Error ? (error.stack ?? what) : what;
      if (json) record({ type: 'error', code: 'fault', what, ...AFTER_A_FAULT });
      const { state, next } = AFTER_A_FAULT;
      streams.err(
        `\nbakeroll broke: this is a fault of its own, please report it. ${state}\n${next}\n${trace}\n`,
      );
    },
    ended: (exit) => {
      if (json) record({ type: 'result', exit });
    },
  };
}

/** The four parts that every error has, in the same order everywhere. */
export function describeFailure(failure: Failure, exit: ExitCode): string {
  const parts = [
    ['What', failure.what],
    ['Why', failure.why],
    ['State', failure.state],
    ['Next', failure.next],
  ] as const;
  const lines = parts.flatMap(([name, text]) =>
    text === undefined ? [] : [`  ${name.padEnd(7)} ${indented(text)}`],
  );
  return `\n✖ ${failure.code}  (exit ${exit})\n${lines.join('\n')}\n`;
}

function indented(text: string): string {
  return text.split('\n').join('\n          ');
}
