import type { Config } from '../config/config.ts';
import type { World } from '../world/world.ts';
import type { ExitCode } from './exit.ts';
import type { Output } from './output.ts';

/** One command, called: what every command gets, and all that it gets. */
export interface Call {
  /** The words after the command's name, in order; an optional one that was left out is missing. */
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly output: Output;
  readonly world: World;
  /** The folder of the config: the checkout. */
  readonly folder: string;
  /** Aborted by the first SIGINT or SIGTERM, with the signal's name as its reason. */
  readonly signal: AbortSignal;
  /**
   * Reads the config, when it is asked for: help and `region` need none.
   *
   * @throws Failure `config-invalid`, with every problem and its place
   */
  readonly config: () => Promise<Config>;
}

/** What a command's module exports. */
export interface CommandModule {
  run(call: Call): Promise<ExitCode>;
}
