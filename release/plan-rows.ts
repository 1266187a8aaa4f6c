import type { RollConfig, RollOverrides } from '../config/config.ts';
import { overridden, rollSection } from '../config/roll-section.ts';
import { sectionFor } from './policy.ts';
import type { Session } from './session.ts';

/** One key of the policy as it holds for a group. */
export interface PolicyRow {
  /** `deadline.launch` */
  readonly key: string;
  /** As the config would write it. */
  readonly value: string;
  /** Who said so; a config that writes the default down says the same as one that does not. */
  readonly from: 'default' | 'config' | 'group' | 'flag';
}

/** What a rollback does without: its goal was proven here, and it is in a hurry (ROLL.md 9). */
export const NOT_BACK = ['canary', 'canary_soak', 'steps', 'soak', 'keep_warm', 'alarms'];

/** Every key of the policy that applies, with its value and who said so. */
export function policyRows(
  session: Pick<Session, 'config' | 'environment' | 'overrides'>,
  group: string,
  kind: 'roll' | 'rollback' = 'roll',
): PolicyRow[] {
  const { config, environment, overrides } = session;
  const own = environment.groups.find(({ name }) => name === group)?.roll;
  const defaults = written(rollSection.parse({}));
  const saidBy = (section: RollConfig, more: RollOverrides | undefined) => {
    const before = written(section);
    const after = written(overridden(section, more));
    // A flag that repeats what the config says changes nothing, and is said nevertheless.
    return (key: string) => before.get(key) !== after.get(key) || namedIn(more, key);
  };
  const byFlag = saidBy(sectionFor({ ...session, overrides: {} }, group), overrides);
  const byGroup = saidBy(config.roll, own);
  const applying = [...written(sectionFor(session, group))].filter(
    ([key]) => kind === 'roll' || !NOT_BACK.includes(key),
  );
  return applying.map(([key, value]) => ({
    key,
    value,
    from: byFlag(key) ? 'flag' : byGroup(key) ? 'group' : value === defaults.get(key) ? 'default' : 'config',
  }));
}

function namedIn(more: RollOverrides | undefined, key: string): boolean {
  const [name = '', part] = key.split('.');
  const value: unknown = more?.[name as keyof RollOverrides];
  if (part === undefined || value === undefined) return value !== undefined;
  return (value as Readonly<Record<string, unknown>>)[part] !== undefined;
}

/** Each key with its value as text. */
function written(section: RollConfig): ReadonlyMap<string, string> {
  const { deadline, ...others } = section;
  const flat = [
    ...Object.entries(others),
    ...Object.entries(deadline).map(([name, value]) => [`deadline.${name}`, value] as const),
  ];
  return new Map(flat.map(([key, value]) => [key, textOf(key, value)]));
}

const COUNTS = ['canary', 'samples', 'max_bad_launches', 'first_size'];

function textOf(key: string, value: unknown): string {
  if (value === undefined) return 'none';
  if (typeof value === 'number') return COUNTS.includes(key) ? String(value) : time(value);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((one) => part(one)).join(', ');
  if (typeof value === 'object' && value !== null) return amount(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** One of a list: a step, or the name of an alarm. */
function part(value: unknown): string {
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? value : '';
  const { to, soak, pause } = value as RollConfig['steps'][number];
  return [amount(to), ...(soak > 0 ? [`soak ${time(soak)}`] : []), ...(pause ? ['pause'] : [])].join(' ');
}

function amount(value: object): string {
  if ('percent' in value) return `${String(value.percent)}%`;
  return 'count' in value ? String(value.count) : JSON.stringify(value);
}

/** As a config writes it: the greatest unit that keeps it whole. */
function time(millis: number): string {
  const units = [
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
  ] as const;
  const [unit, size] = units.find(([, size]) => millis > 0 && millis % size === 0) ?? ['', 0];
  if (size > 0) return `${millis / size}${unit}`;
  return millis === 0 ? '0s' : `${millis}ms`;
}
