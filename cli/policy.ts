import { type RollOverrides, rollOverrides } from '../config/roll-section.ts';
import { Failure, UNTOUCHED } from '../world/failure.ts';

type Options = Readonly<Record<string, string | boolean | undefined>>;

/** A flag for each key of `roll`, named as the key; `deadline.launch` is `--deadline-launch`. */
export const POLICY_FLAGS: readonly (readonly [flags: string, text: string])[] = [
  ['--surge <amount>', 'how many may exist beyond those asked: 50%, or a count'],
  ['--max <mode>', 'fit: never above the group’s maximum; raise: a higher one for the roll'],
  ['--min-healthy <amount>', 'healthy serving instances never fall below this'],
  ['--canary <n>', 'so many first, alone'],
  ['--canary-soak <time>', 'and how long they serve before more follow'],
  ['--steps <list>', '25%,50%:10m,75%:pause: then it soaks, or waits for a person'],
  ['--samples <n>', 'healthy observations before an instance is proven'],
  ['--soak <time>', 'and how long it must stay so'],
  ['--tick <time>', 'how often the fleet is looked at'],
  ['--keep-warm <time>', 'old instances wait in Standby so long'],
  ['--deadline-launch <time>', 'until a new instance runs'],
  ['--deadline-healthy <time>', 'until it is healthy'],
  ['--deadline-drain <time>', 'until an old one is gone'],
  ['--deadline-total <time>', 'of the roll'],
  ['--deadline-back <time>', 'of going back'],
  ['--max-bad-launches <n>', 'then the roll goes back'],
  ['--alarms <names>', 'CloudWatch alarms that stop it, with commas between'],
  ['--first-size <n>', 'of a group of none, at its first roll'],
  ['--on-failure <what>', 'rollback, or hold: it rests where it is'],
];

const DEADLINES = ['launch', 'healthy', 'drain', 'total', 'back'] as const;
const NUMBERS = ['canary', 'samples', 'max_bad_launches', 'first_size'] as const;
const TEXTS = ['max', 'canary_soak', 'soak', 'tick', 'keep_warm', 'on_failure'] as const;
const AMOUNTS = ['surge', 'min_healthy'] as const;

/** What the flags say otherwise than the config. @throws Failure `usage`, naming the flag */
export function readPolicy(options: Options): RollOverrides {
  const read = rollOverrides.safeParse(written(options));
  if (read.success) return read.data ?? {};
  const [issue] = read.error.issues;
  const flag = `--${(issue?.path ?? []).map(String).join('-').replaceAll('_', '-')}`.replace(/-\d+.*$/, '');
  const text = issue?.code === 'invalid_union' ? issue.errors.flat()[0]?.message : issue?.message;
  throw new Failure({
    code: 'usage',
    what: `${flag}: ${text ?? 'not understood'}.`,
    state: UNTOUCHED,
    next: 'bakeroll --help; docs/configuration.md says what each key takes',
  });
}

/** The flags as the config would write them. */
function written(options: Options): Record<string, unknown> {
  const of = (key: string) => {
    const value = options[key.replace(/[_-](.)/g, (_, letter: string) => letter.toUpperCase())];
    return typeof value === 'string' ? value : undefined;
  };
  const keys = (names: readonly string[], value: (text: string) => unknown) =>
    names.flatMap((name) => {
      const text = of(name);
      return text === undefined ? [] : [[name, value(text)] as const];
    });
  const deadlines = DEADLINES.flatMap((name) => {
    const text = of(`deadline-${name}`);
    return text === undefined ? [] : [[name, text] as const];
  });
  return {
    ...Object.fromEntries([
      ...keys(TEXTS, (text) => text),
      ...keys(NUMBERS, numberOf),
      ...keys(AMOUNTS, numberOf),
      ...keys(['alarms'], (text) => text.split(',').filter((name) => name !== '')),
      ...keys(['steps'], (text) => text.split(',').map(stepOf)),
    ]),
    ...(deadlines.length === 0 ? {} : { deadline: Object.fromEntries(deadlines) }),
  };
}

/** `25%`, `50%:10m` or `75%:pause`. */
function stepOf(text: string): unknown {
  const [to = '', then] = text.split(':');
  if (then === undefined) return numberOf(to);
  return { to: numberOf(to), ...(then === 'pause' ? { pause: true } : { soak: then }) };
}

/** A count as a number; what is none stays text, and is refused or taken by the schema. */
function numberOf(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}
