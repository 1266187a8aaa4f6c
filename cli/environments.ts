import type { Config } from '../config/config.ts';

/** The environment that was named, or every one of the config. */
export function environmentsOf(args: readonly string[], config: Config): readonly string[] {
  return args[0] === undefined ? Object.keys(config.environments) : [args[0]];
}
