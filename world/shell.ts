import { execa } from 'execa';
import { constants } from 'node:os';

/** One run of a program: an argv array, never a shell string. */
export interface Command {
  readonly argv: readonly [string, ...string[]];
  readonly cwd?: string;
  /** The whole environment of the child beside `ALLOWED`: nothing else is inherited. */
  readonly env?: Readonly<Record<string, string>>;
  /** Text for standard input (secrets go here or in 0600 files, never in argv). */
  readonly input?: string;
  /** Called with each line of stdout and stderr as it comes. */
  readonly onLine?: (line: string) => void;
  /** Gives the child this process's own terminal, or whatever its streams are: for people who type into it. */
  readonly attached?: boolean;
  /** Ends the child's process group: SIGTERM, then SIGKILL after `grace`. */
  readonly signal?: AbortSignal;
  /** Milliseconds between SIGTERM and SIGKILL; 10,000 by default. */
  readonly grace?: number;
}

export interface Finished {
  /** The program's exit code; 128 + n when signal n ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Shell {
  /** Runs to the end and gives what came of it, whatever the exit code. Throws `ProgramMissing` where there is none such. */
  run(command: Command): Promise<Finished>;
}

export class ProgramMissing extends Error {
  readonly program: string;
  constructor(program: string, cause: unknown) {
    super(`${program} is not installed`, { cause });
    this.name = 'ProgramMissing';
    this.program = program;
  }
}

/**
 * What every child may see of our environment: who and where it is, and whom a machine behind a company's proxy trusts.
 * A child that needs more is given it by name.
 */
const ALLOWED = [
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'TERM'],
  ...['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'CURL_CA_BUNDLE', 'REQUESTS_CA_BUNDLE'],
];

export const realShell: Shell = {
  async run(command) {
    const [program, ...args] = command.argv;
    if (command.attached === true) return attach(program, args, command.env);
    const child = execa(program, args, {
      ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
      ...(command.input === undefined ? { stdin: 'ignore' as const } : { input: command.input }),
      env: childEnvironment(command.env),
      extendEnv: false,
      reject: false,
      detached: true,
      all: true,
      stripFinalNewline: false,
      maxBuffer: 64 * 1024 * 1024,
    });
    const stop = () => {
      endGroup(child.pid, command.grace ?? 10_000);
    };
    if (command.signal?.aborted) stop();
    command.signal?.addEventListener('abort', stop, { once: true });
    try {
      if (command.onLine)
        await Promise.all([eachLine(child.iterable({ from: 'all' }), command.onLine), child]);
      const done = await child;
      if (done.failed && 'code' in done && done.code === 'ENOENT') throw new ProgramMissing(program, done);
      return { code: exitCode(done.exitCode, done.signal), stdout: done.stdout, stderr: done.stderr };
    } finally {
      command.signal?.removeEventListener('abort', stop);
    }
  },
};

/** In the foreground: the terminal's signals reach the child as they reach us. */
async function attach(program: string, args: readonly string[], env: Command['env']): Promise<Finished> {
  const options = { stdio: 'inherit', reject: false, env: childEnvironment(env), extendEnv: false } as const;
  const done = await execa(program, args, options);
  if (done.failed && 'code' in done && done.code === 'ENOENT') throw new ProgramMissing(program, done);
  return { code: exitCode(done.exitCode, done.signal), stdout: '', stderr: '' };
}

function childEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const inherited = ALLOWED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(inherited), ...extra };
}

async function eachLine(lines: AsyncIterable<unknown>, onLine: (line: string) => void): Promise<void> {
  for await (const line of lines) onLine(String(line));
}

function exitCode(code: number | undefined, signal: NodeJS.Signals | undefined): number {
  return code ?? (signal ? 128 + constants.signals[signal] : 1);
}

/** The whole group, because Packer ignores a SIGINT sent to its outer process alone (AWS.md 4.4). */
function endGroup(pid: number | undefined, grace: number): void {
  if (pid === undefined) return;
  signalGroup(pid, 'SIGTERM');
  setTimeout(() => {
    signalGroup(pid, 'SIGKILL');
  }, grace).unref();
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
