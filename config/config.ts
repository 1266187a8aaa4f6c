import type { z } from 'zod';
import type { schema } from './schema.ts';

/** A whole, valid `bakeroll.yml`, every default filled in. Durations are milliseconds. */
export type Config = z.output<typeof schema>;

export type EnvironmentConfig = Config['environments'][string];
export type { RollConfig, RollOverrides } from './roll-section.ts';

/** One thing that is wrong with a config, and where. */
export interface Problem {
  /** `roll.deadline.launch` */
  readonly path: string;
  /** 1-based; 0 where the file does not say it at all. */
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

export type ReadConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly Problem[] };
