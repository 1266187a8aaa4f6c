import { play, type Played } from './play.ts';
import { PLAIN } from './plain.ts';
import type { Happening, World } from './world.ts';

/** What is swept: fleets of two, one target group. */
export const STORIES: Readonly<Record<string, World>> = {
  roll: PLAIN,
  rollback: { ...PLAIN, plot: [{ kind: 'rollback', to: 'v2' }] },
  'goes-back': { ...PLAIN, policy: { maxBadLaunches: 1 }, images: { v2: { kind: 'bad' } } },
  abort: { ...PLAIN, happenings: [{ kind: 'abort', at: 30 }] },
  canary: { ...PLAIN, policy: { canary: 1, canarySoak: 30 } },
  'keep-warm': { ...PLAIN, policy: { keepWarm: 3600 } },
};

/** What may become of one call. */
export const HOWS = ['killed-before', 'killed-after', 'answer-lost'] as const;
export type How = (typeof HOWS)[number];

export interface Swept {
  readonly points: number;
  /** Those that ended otherwise than undisturbed, or broke the promise. */
  readonly failures: readonly string[];
}

/** Disturbs each call of a kind alone. */
export async function sweepSingly(
  story: World,
  calls: 'writes' | 'reads',
  hows: readonly How[],
): Promise<Swept> {
  const clean = await play(story);
  const points = clean.calls[calls].flatMap((call) =>
    hows.map((how) => [{ kind: 'driver', call, how } as const]),
  );
  return sweep(story, clean, points);
}

/** Disturbs each two writes, the first so. */
export async function sweepPairs(story: World, first: How): Promise<Swept> {
  const clean = await play(story);
  const pairs: Mishap[][] = [];
  for (const call of clean.calls.writes) {
    const one = { kind: 'driver', call, how: first } as const;
    // What follows is another way from there on.
    const { calls } = await play(disturbed(story, [one]));
    for (const later of calls.writes.filter((other) => other > call))
      for (const how of HOWS) pairs.push([one, { kind: 'driver', call: later, how }]);
  }
  return sweep(story, clean, pairs);
}

/** Has the driver die for good at each write, and another release take over. */
export async function sweepSuperseded(story: World): Promise<Swept> {
  const clean = await play(story);
  const [act] = story.plot;
  const failures = [...clean.troubles];
  for (const abandonedAt of clean.calls.writes) {
    if (act === undefined) continue;
    const world: World = {
      ...story,
      plot: [
        { ...act, abandonedAt },
        { kind: 'roll', to: 'v3' },
      ],
      happenings: [],
    };
    const { ends, troubles } = await play(world);
    if (troubles.length > 0 || ends.at(-1) !== 'done')
      failures.push(`abandoned at ${abandonedAt}: ${ends.join(', ')}: ${troubles.join('; ')}`);
  }
  return { points: clean.calls.writes.length, failures };
}

type Mishap = Extract<Happening, { kind: 'driver' }>;

async function sweep(story: World, clean: Played, points: readonly (readonly Mishap[])[]): Promise<Swept> {
  const failures = [...clean.troubles];
  for (const mishaps of points) {
    const { ends, troubles } = await play(disturbed(story, mishaps));
    // Where an answer is lost twice as the tags are taken off, that is left and said (exit 10): it may have been done.
    const same = ends.join() === clean.ends.join() || ends.join() === `${clean.ends.join()} but`;
    if (same && troubles.length === 0) continue;
    const where = mishaps.map(({ call, how }) => `call ${call} ${how}`).join(', ');
    failures.push(`${where}: ${ends.join(', ')}${troubles.map((trouble) => `; ${trouble}`).join('')}`);
  }
  return { points: points.length, failures };
}

function disturbed(story: World, mishaps: readonly Mishap[]): World {
  return { ...story, happenings: [...story.happenings, ...mishaps] };
}
