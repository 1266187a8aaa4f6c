import type { Config, EnvironmentConfig, RollConfig, RollOverrides } from './config.ts';
import { schema } from './schema.ts';

/** What each roll stores of its environment: enough to go on with it, or to undo it, outside any checkout. */
export type Resolved = EnvironmentConfig & {
  readonly roll: RollConfig;
  readonly database: Config['database'];
  /** What the command said otherwise. */
  readonly overrides: RollOverrides;
};

/** An environment as the config has it now. It names where secrets are kept, and holds none. */
export function resolve(
  { roll, database }: Config,
  environment: EnvironmentConfig,
  overrides: RollOverrides,
): Resolved {
  return { ...environment, roll, database, overrides };
}

/**
 * The config of an application as its rolls stored it: what an older bakeroll did not store has its default.
 *
 * @param stored by environment, as the ledger keeps it
 * @param of the environment whose `roll` and `database` hold
 */
export function configOf(
  app: string,
  stored: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  of: string,
): Config {
  const defaults = schema.parse({ app, environments: { any: { region: 'any', groups: [{ name: 'any' }] } } });
  const environments = Object.entries(stored).map(([name, { roll, database, overrides, ...environment }]) => [
    name,
    environment,
  ]);
  const { roll, database } = (stored[of] ?? {}) as Partial<Resolved>;
  return {
    ...defaults,
    environments: Object.fromEntries(environments) as Config['environments'],
    roll: { ...defaults.roll, ...roll, deadline: { ...defaults.roll.deadline, ...roll?.deadline } },
    ...(database && { database }),
  };
}

/** Whether that is an environment as a roll stored it. */
export function isResolved(stored: Readonly<Record<string, unknown>>): boolean {
  return typeof stored['region'] === 'string' && Array.isArray(stored['groups']);
}

/** What the command that began a roll said otherwise than its config. */
export function overridesIn({ overrides }: Readonly<Record<string, unknown>>): RollOverrides {
  return typeof overrides === 'object' && overrides !== null ? overrides : {};
}
