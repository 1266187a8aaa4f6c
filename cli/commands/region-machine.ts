import { Failure, UNTOUCHED } from '../../world/failure.ts';
import type { Call } from '../call.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { machineProgram } from '../region.ts';

/** Shows what an instance of the region wrote to its console; with --follow until a signal. */
export async function showLogs(
  { world, options, output, signal }: Call,
  region: string,
  words: readonly string[],
): Promise<ExitCode> {
  const [instance, ...more] = words;
  if (instance === undefined || more.length > 0) throw oneInstance('logs');
  const flags = options['follow'] === true ? ['--follow'] : [];
  const argv = await machineProgram(world, 'logs', region, instance, flags);
  const onLine = (line: string) => {
    output.answer({ type: 'console', lines: [line], record: { instance, line } });
  };
  await world.shell.run({ argv, onLine, signal });
  return EXIT.done;
}

/** Runs a command inside an instance as root, or a shell for whoever types; the exit code is the command's own. */
export async function enter(
  { world, output }: Call,
  region: string,
  words: readonly string[],
): Promise<ExitCode> {
  const [instance, ...command] = words;
  if (instance === undefined) throw oneInstance('ssh');
  if (output.json)
    throw new Failure({
      code: 'usage',
      what: "region ssh has no --json: what it shows is the command's own.",
      state: UNTOUCHED,
      next: 'bakeroll region ssh --help',
    });
  const flags = command.length === 0 ? ['--shell'] : [];
  const argv = await machineProgram(world, 'ssh', region, instance, flags);
  const { code } = await world.shell.run({ argv: [...argv, ...command], attached: true });
  // As with ssh(1), whatever it is: the table of exit codes is about what bakeroll itself does.
  return code as ExitCode;
}

function oneInstance(verb: string): Failure {
  return new Failure({
    code: 'usage',
    what: `region ${verb} takes the id of one instance.`,
    state: UNTOUCHED,
    next: 'bakeroll region status',
  });
}
