import { Command, CommanderError, Option } from 'commander';
import { dirname, resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';
import { ownVersion } from '../world/manifest.ts';
import { realWorld } from '../world/real.ts';
import type { World } from '../world/world.ts';
import { APP, COMMANDS, type Declared } from './commands.ts';
import { loadConfig } from './config.ts';
import { EXIT, EXIT_OF, type ExitCode } from './exit.ts';
import { misread } from './misread.ts';
import { type Output, openOutput, type Streams } from './output.ts';
import { exitBySignal, listenForSignals } from './signals.ts';
import { processStreams } from './streams.ts';

/** Where the config lies, where nothing else is said. */
const CONFIG = 'bakeroll.yml';

type Options = Readonly<Record<string, string | boolean | undefined>>;

/**
 * Runs one command line.
 *
 * @param argv the words after `bakeroll`
 * @returns the exit code, which says what state the fleet is in (docs/guarantees.md)
 */
export async function main(argv: readonly string[], streams: Streams = processStreams()): Promise<ExitCode> {
  const ended: { exit: ExitCode } = { exit: EXIT.done };
  const program = declareProgram(streams, async (declared, args, options) => {
    ended.exit = await runCommand(declared, args, options, streams);
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return ended.exit;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
    return refuse(error, argv, streams);
  }
}

/** A command line that no command was called for; commander has shown help itself where none was named. */
function refuse(error: unknown, argv: readonly string[], streams: Streams): ExitCode {
  const output = openOutput(streams, { json: argv.includes('--json'), tool: ownVersion() });
  if (!(error instanceof CommanderError)) return broke(output, error);
  if (error.code !== 'commander.help') output.failed(misread(error, argv), EXIT.usage);
  output.ended(EXIT.usage);
  return EXIT.usage;
}

function broke(output: Output, error: unknown): ExitCode {
  output.broke(error);
  output.ended(EXIT.fault);
  return EXIT.fault;
}

type Action = (declared: Declared, args: readonly string[], options: Options) => Promise<void>;

function declareProgram(streams: Streams, action: Action): Command {
  const program = new Command('bakeroll')
    .description('Immutable-image releases for services on EC2: package, bake, migrate, roll, roll back.')
    .version(ownVersion(), '--version')
    .configureOutput({ writeOut: streams.out, writeErr: streams.err, outputError: () => undefined })
    .exitOverride();
  for (const declared of COMMANDS) declareCommand(program, declared, action);
  return program;
}

function declareCommand(program: Command, declared: Declared, action: Action): void {
  const command = program
    .command(declared.usage)
    .summary(declared.summary)
    .description(declared.summary)
    .addHelpText('before', examplesOf(declared))
    .addOption(new Option('-c, --config <file>', 'the config').default(CONFIG).env('BAKEROLL_CONFIG'))
    .option('--json', 'one record a line on stdout, for programs');
  for (const [flags, text] of declared.options) command.option(flags, text);
  command.action(async () => {
    await action(declared, command.args, command.opts<Record<string, string | boolean | undefined>>());
  });
}

function examplesOf({ examples }: Declared): string {
  return examples.map(([line, what]) => `  $ ${line.padEnd(38)} ${what}`).join('\n') + '\n';
}

async function runCommand(
  declared: Declared,
  args: readonly string[],
  options: Options,
  streams: Streams,
): Promise<ExitCode> {
  const output = openOutput(streams, { json: options['json'] === true, tool: ownVersion() });
  const world = realWorld(output.note);
  const path = String(options['config']);
  const { signal, stop } = listenForSignals(streams.err);
  const end = (exit: ExitCode) => {
    output.ended(exit);
    return exit;
  };
  try {
    const command = await declared.load();
    const config = configOf(declared, world, path, args, options);
    return end(
      await command.run({ args, options, output, world, folder: dirname(resolve(path)), signal, config }),
    );
  } catch (error) {
    if (!(error instanceof Failure)) return broke(output, error);
    const exit = exitOf(error, signal);
    output.failed(error, exit);
    return end(exit);
  } finally {
    stop();
  }
}

/** The checkout's config; of commands that need none, where there is no checkout, as the ledger has it. */
function configOf(
  { options: flags }: Declared,
  world: World,
  path: string,
  args: readonly string[],
  options: Options,
): () => Promise<Config> {
  return async () => {
    const app = typeof options['app'] === 'string' ? options['app'] : undefined;
    if (options['ledger'] === false) {
      if (app !== undefined) throw appAlone();
      return loadConfig(world.files, path);
    }
    const here = app === undefined && (await world.files.exists(path));
    const known = app !== undefined || (path === CONFIG && world.variable('BAKEROLL_LEDGER') !== undefined);
    if (here || !known || !flags.includes(APP)) return loadConfig(world.files, path);
    const { configElsewhere } = await import('../release/elsewhere.ts');
    return configElsewhere(world, app, args[0]);
  };
}

/** Outside a checkout the environment is known by the ledger alone. */
function appAlone(): Failure {
  return new Failure({
    code: 'usage',
    what: '--app names an application of the ledger, and --no-ledger goes without it.',
    state: UNTOUCHED,
    next: 'run it in the folder of the application, or name its config: --config FILE',
  });
}

/** A run that a signal brought to rest, or ended before there was an image, says so by the signal's own code. */
function exitOf({ code }: Failure, signal: AbortSignal): ExitCode {
  const left = code === 'roll-paused' || EXIT_OF[code] === EXIT.bake;
  return (left ? exitBySignal(signal) : undefined) ?? EXIT_OF[code];
}
