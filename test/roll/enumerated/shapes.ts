import type { Kind } from './kinds.ts';

/** How far the roll is. */
export const PHASES = ['unproven', 'moved', 'back'] as const;

/** By how many desired is more than the instances that count. */
export const EXTRA = [-1, 0, 1] as const;

/** What is out of the ordinary, by its name. */
export const ODD = {
  nothing: {},
  'a deadline that has passed': { late: true },
  'the template of somebody else': { template: 'strange' },
  'the template of somebody else, for long': { template: 'strange', late: true },
  'a driver that takes the roll up': { resumed: true },
  'a minimum raised to launch': { order: 'minimum' },
  'a replacement by the group': { order: 'replacement' },
  'a launch that left desired where it was': { order: 'kept' },
  'a launch that was refused': { refused: 'fresh' },
  'a launch refused for those in Standby': { refused: 'known' },
} as const satisfies Record<string, Partial<Shape>>;

/** How a roll stands over its instances. */
export interface Shape {
  readonly kinds: readonly Kind[];
  readonly phase: (typeof PHASES)[number];
  /** Desired, beyond the instances that count. */
  readonly extra: number;
  readonly pinned: boolean;
  readonly template: 'baseline' | 'goal' | 'strange';
  /** Whether the settings are as they were found. */
  readonly restored: boolean;
  readonly unanswered: boolean;
  /** What the group was told to launch itself; or it launched, and desired stayed where it was. */
  readonly order?: 'minimum' | 'replacement' | 'kept' | undefined;
  /** Whether the driver has just taken the roll up again. */
  readonly resumed?: boolean;
  /** Whether a launch was refused, and whether it is known that those in Standby are why. */
  readonly refused?: 'fresh' | 'known' | undefined;
  readonly late: boolean;
  /** What of it is out of the ordinary, by its name. */
  readonly odd?: keyof typeof ODD;
}

/** What every fleet meets, in each combination. */
type Ordinary = Pick<Shape, 'phase' | 'extra' | 'pinned' | 'template' | 'unanswered' | 'restored'>;

/** Each way a roll may stand over those instances. */
export function* shapes(kinds: readonly Kind[]): Generator<Shape> {
  for (const ordinary of ordinaries(kinds))
    for (const [odd, parts] of Object.entries(ODD) as [keyof typeof ODD, Partial<Shape>][])
      if (meets(kinds, ordinary, parts)) yield { kinds, late: false, ...ordinary, ...parts, odd };
}

function* ordinaries(kinds: readonly Kind[]): Generator<Ordinary> {
  const both = [false, true];
  for (const phase of PHASES)
    for (const extra of EXTRA)
      for (const pinned of both)
        for (const template of ['baseline', 'goal'] as const)
          for (const unanswered of both)
            for (const restored of kinds.length < 3 || extra === 0 ? both : [false]) {
              const one = { phase, extra, pinned, template, unanswered, restored };
              if (kinds.length < 3 || stands(one) || (extra === 0 && !unanswered)) yield one;
            }
}

/** Whether the group is on the version that it is to be on in that phase. */
export function stands({ template, phase }: Pick<Shape, 'template' | 'phase'>): boolean {
  return template === (phase === 'moved' ? 'goal' : 'baseline');
}

/** Nothing is under way, and everything is as it should be: then a roll ends, soaks or waits, and is met with many more policies. */
export function isCalm(shape: Shape): boolean {
  const { extra, pinned, unanswered, late } = shape;
  return extra === 0 && !pinned && !unanswered && !late && stands(shape);
}

/** Fleets of one meet all that is odd; those of two what does not end the look at once, where desired is as they are; the largest nothing of it. Where some wait in Standby, a launch may have been refused for them. */
function meets(kinds: readonly Kind[], { extra, unanswered }: Ordinary, odd: Partial<Shape>): boolean {
  if (odd.order !== undefined && !unanswered) return false;
  if (odd.refused !== undefined && kinds.every((kind) => !kind.includes('waits'))) return false;
  if (Object.keys(odd).length === 0 || kinds.length < 2) return true;
  const ends = odd.template === 'strange' || odd.resumed === true;
  return kinds.length < 3 && extra === 0 && !ends;
}
