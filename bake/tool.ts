import { Failure, UNTOUCHED, type FailureCode } from '../world/failure.ts';
import { ProgramMissing, type Command } from '../world/shell.ts';
import type { World } from '../world/world.ts';

/** The Debian package that each tool comes from, for who has not got it. */
const PACKAGE_OF: Readonly<Record<string, string>> = {
  'apt-ftparchive': 'apt-utils',
  'dpkg-deb': 'dpkg',
  gpg: 'gnupg',
  gpgconf: 'gnupg',
};

/** What is said when the tool fails: everything of a Failure but what the tool itself tells. */
export interface Otherwise {
  readonly code: FailureCode;
  readonly what: string;
  readonly next: string;
}

/**
 * Runs a tool of this machine to its end.
 *
 * @returns what it wrote to stdout
 * @throws Failure `tool-missing` where it is not installed, and as `otherwise` says, with its last lines as the reason,
 *   when it exits with anything but 0
 */
export async function runTool(world: World, command: Command, otherwise: Otherwise): Promise<string> {
  const done = await world.shell.run(command).catch((error: unknown) => {
    throw error instanceof ProgramMissing ? toolMissing(error) : error;
  });
  if (done.code === 0) return done.stdout;
  const said = lastLines(done.stderr.trim() === '' ? done.stdout : done.stderr);
  const why = `${command.argv[0]} ended with exit code ${done.code}${said === '' ? '' : `: ${said}`}`;
  throw new Failure({ ...otherwise, why, state: UNTOUCHED });
}

function toolMissing(cause: ProgramMissing): Failure {
  return new Failure({
    code: 'tool-missing',
    what: `${cause.program} is not installed.`,
    state: UNTOUCHED,
    next: `sudo apt-get install ${PACKAGE_OF[cause.program] ?? cause.program}`,
    cause,
  });
}

/** The last lines of a tool's output: they tell what was wrong. */
function lastLines(text: string, count = 8): string {
  return text.trim().split('\n').slice(-count).join('\n');
}
