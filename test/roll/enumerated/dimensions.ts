import type { Policy } from '../../../roll/goal.ts';
import { AROUND, type Base } from './goals.ts';
import { KINDS, RARE } from './kinds.ts';
import { EXTRA, ODD, PHASES, type Shape } from './shapes.ts';
import type { Enumerated } from './states.ts';

/** One thing in which states differ. */
interface Dimension<Of> {
  readonly name: string;
  /** Each value that is met, and no other. */
  readonly values: readonly string[];
  /** Which fleets meet it whole, and what the others meet of it. */
  readonly met: string;
  /** The values of a state: several only of the instances. */
  readonly of: (part: Of) => string | readonly string[];
}

const BOTH = ['no', 'yes'] as const;
const ALL = 'every fleet';

/** In what the fleets differ, and how a roll stands over them. */
const OF_SHAPE: readonly Dimension<Shape>[] = [
  {
    name: 'an instance',
    values: [...KINDS, ...RARE],
    met: `fleets of none to three, each multiset; ${RARE.join(', ')} in fleets of one and two`,
    of: ({ kinds }) => kinds,
  },
  { name: 'phase', values: PHASES, met: ALL, of: ({ phase }) => phase },
  {
    name: 'desired, beyond the instances that count',
    values: EXTRA.map(String),
    met: 'fleets up to two; of three where the template is as it is to be, or nothing is unanswered',
    of: ({ extra }) => String(extra),
  },
  { name: 'minimum pinned to desired', values: BOTH, met: ALL, of: ({ pinned }) => yes(pinned) },
  {
    name: "the group's template",
    values: ['baseline', 'goal', 'strange'],
    met: 'baseline and goal: as for desired; strange: see out of the ordinary',
    of: ({ template }) => template,
  },
  {
    name: 'a launch without its answer',
    values: BOTH,
    met: 'as for desired',
    of: ({ unanswered }) => yes(unanswered),
  },
  {
    name: 'settings as they were found',
    values: BOTH,
    met: 'fleets up to two; of three where desired is as they are',
    of: ({ restored }) => yes(restored),
  },
  {
    name: 'out of the ordinary',
    values: Object.keys(ODD),
    met: 'one at a time: all of it by fleets up to one; by fleets of two what does not end the look at once, where desired is as they are; a refused launch where some wait in Standby',
    of: ({ odd = 'nothing' }) => odd,
  },
];

/** In what the goals and baselines differ. */
const OF_BASE: readonly Dimension<Base>[] = [
  {
    name: 'goal',
    values: ['roll', 'rollback'],
    met: 'rollback: fleets up to two, and calm ones that are alike',
    of: ({ goal }) => goal.kind,
  },
  {
    name: 'asked for',
    values: ['0', '1', '2', '3'],
    met: '3: without room, launched by the minimum, with a canary, or calm',
    of: ({ asked }) => String(asked),
  },
  {
    name: 'room below the maximum',
    values: ['0', '1', '2', '3', '4', '5', '6'],
    met: '0: with min_healthy 50%, max raise, or keep_warm',
    of: ({ asked, max }) => String(max - asked),
  },
  {
    name: 'surge',
    values: ['1', '2', '100%'],
    met: '2: calm; 100%: not calm',
    of: ({ goal }) => amount(goal.policy.surge),
  },
  {
    name: 'min_healthy',
    values: ['100%', '90%', '75%', '50%', '25%', '10%'],
    met: 'but 100% and 50%: calm',
    of: ({ goal }) => amount(goal.policy.minHealthy),
  },
  {
    name: 'canary, and a step for a person after it',
    values: BOTH,
    met: `${ALL}; when calm with each of the policies`,
    of: ({ goal }) => yes(goal.policy.canary > 0),
  },
  {
    name: 'keep_warm',
    values: BOTH,
    met: 'fleets up to two, and calm ones that are alike',
    of: ({ goal }) => yes(goal.policy.keepWarm > 0),
  },
  {
    name: 'max',
    values: ['fit', 'raise'],
    met: 'raise: where there is no room',
    of: ({ goal }) => goal.policy.max,
  },
  {
    name: 'launches by',
    values: ['launch-instances', 'min-size'],
    met: ALL,
    of: ({ goal }) => goal.launchBy,
  },
  {
    name: 'around the group',
    values: AROUND,
    met: 'a roll with a canary; of three: quiet and outage',
    of: ({ around = 'quiet' }) => around,
  },
];

/** What is not enumerated, and what has it instead. */
export const LEFT_OUT: readonly (readonly [what: string, why: string])[] = [
  [
    'fleets of four and more',
    'each rule looks at counts and at single members: `npm run simulate` plays fleets up to 40',
  ],
  ['several things out of the ordinary at once', 'they multiply: simulated worlds meet them together'],
  [
    'every instant of a clock',
    'each time that a rule asks for is met before and after its bound; tests of the rule have the bound itself',
  ],
  [
    'zones that are uneven, or closed to launches',
    'two zones in turn: launching.test.ts and simulated worlds have the others',
  ],
  [
    'activities with their causes',
    'asked.test.ts and cause.test.ts: how many are asked for is decided before the other rules',
  ],
  ['on_failure: hold', 'steps.test.ts: it answers in the place of going back, and nothing else asks for it'],
  ['several groups', 'groups.test.ts: `decide` is of one group'],
  ['a dead roll that is taken over', 'supersede.test.ts; strays are met here'],
];

function yes(is: boolean): string {
  return is ? 'yes' : 'no';
}

function amount(of: Policy['surge']): string {
  return 'percent' in of ? `${of.percent}%` : String(of.count);
}

/** How many states have each value. */
export class Counted {
  readonly #shapes = new Map<Shape, number>();
  readonly #bases = new Map<Base, number>();

  add({ shape, base }: Enumerated): void {
    this.#shapes.set(shape, (this.#shapes.get(shape) ?? 0) + 1);
    this.#bases.set(base, (this.#bases.get(base) ?? 0) + 1);
  }

  /** Each dimension, and how many states have each of its values. */
  all(): { readonly name: string; readonly values: readonly string[]; readonly counts: Counts }[] {
    return [
      ...OF_SHAPE.map(({ name, values, of }) => ({ name, values, counts: counts(this.#shapes, of) })),
      ...OF_BASE.map(({ name, values, of }) => ({ name, values, counts: counts(this.#bases, of) })),
    ];
  }
}

type Counts = ReadonlyMap<string, number>;

function counts<Of>(parts: ReadonlyMap<Of, number>, of: Dimension<Of>['of']): Counts {
  const found = new Map<string, number>();
  for (const [part, n] of parts) {
    const value = of(part);
    for (const one of typeof value === 'string' ? [value] : new Set(value))
      found.set(one, (found.get(one) ?? 0) + n);
  }
  return found;
}

/** The dimensions and what is left out, as docs/roll.md has them. */
export function dimensionsPage(): string {
  return [
    '| in what states differ | values | met by |',
    '|---|---|---|',
    ...[...OF_SHAPE, ...OF_BASE].map(
      ({ name, values, met }) => `| ${name} | ${values.join(', ')} | ${met} |`,
    ),
    '',
    'Left out, and what has it instead:',
    '',
    ...LEFT_OUT.map(([what, why]) => `- ${what}: ${why}.`),
  ].join('\n');
}
