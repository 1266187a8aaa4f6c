import type { Config } from '../config/config.ts';
import type { World } from '../world/world.ts';

/** What a release is made from: a commit that is checked out, and the config that lies in it. */
export interface Checkout {
  readonly world: World;
  readonly config: Config;
  /** An absolute path. */
  readonly folder: string;
  readonly allowDirty: boolean;
  readonly signal: AbortSignal;
}
