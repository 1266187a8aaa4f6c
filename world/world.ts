import type { Clock } from './clock.ts';
import type { Files } from './files.ts';
import type { Shell } from './shell.ts';

/** A line of progress: shown to whoever watches, never stored. */
export interface Note {
  /** Which phase says it: package, apt, bake, migrate, roll, ledger … */
  readonly step: string;
  readonly text: string;
}

/**
 * Everything outside the program that has no address of its own. What has one (an AWS account, a database)
 * is made from it by `world/aws/` and `world/postgres.ts`.
 */
export interface World {
  readonly clock: Clock;
  readonly shell: Shell;
  readonly files: Files;
  /** The value of an environment variable of this process. */
  readonly variable: (name: string) => string | undefined;
  /** Shows progress. */
  readonly note: (note: Note) => void;
}
