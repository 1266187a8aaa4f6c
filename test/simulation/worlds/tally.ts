import type { Played } from './play.ts';
import type { World } from './world.ts';

/** How many worlds ended how: over all, and over those with a happening, with a part of the policy, with a plot. */
export interface Tally {
  worlds: number;
  /** Seeds of worlds in which the promise was broken. */
  broken: string[];
  readonly ends: Record<string, number>;
  /** A line each: `happening throttle`, `policy soak`; with how many worlds had it, and how they ended. */
  readonly by: Record<string, Record<string, number>>;
}

export function emptyTally(): Tally {
  return { worlds: 0, broken: [], ends: {}, by: {} };
}

/** Adds one world to it. */
export function count(tally: Tally, { world, ends, troubles }: Played): void {
  const end = ends.at(-1) ?? 'none';
  tally.worlds += 1;
  if (troubles.length > 0) tally.broken.push(world.seed);
  add(tally.ends, end);
  for (const trait of traitsOf(world)) add((tally.by[trait] ??= {}), end);
}

function add(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

function traitsOf({ happenings, policy, plot, images, switches, group, way }: World): Set<string> {
  return new Set([
    ...happenings.map(
      (one) =>
        `happening ${one.kind === 'fault' ? one.fault : one.kind === 'stranger' ? one.deed : one.kind}`,
    ),
    ...(happenings.length === 0 ? ['happening none'] : []),
    ...Object.keys(policy).map((key) => `policy ${key}`),
    ...Object.entries(switches).map(([name, value]) => `switch ${name} ${value}`),
    ...Object.values(images).map(({ kind }) => `image ${kind}`),
    `plot ${plot.map(({ kind, abandonedAt }) => (abandonedAt === undefined ? kind : `${kind} abandoned`)).join(', ')}`,
    `size ${group.size <= 6 ? String(group.size) : group.size <= 12 ? '7 to 12' : '13 to 40'}`,
    `way ${way}`,
  ]);
}

/** As people read it: a line each, the names in their order. */
export function linesOf({ worlds, ends, by, broken }: Tally): string[] {
  const line = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .toSorted(([, a], [, b]) => b - a)
      .map(([end, number]) => `${number} ${end}`)
      .join(', ');
  const traits = Object.entries(by).toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  return [
    ...traits.map(([trait, counts]) => `  ${trait}: ${line(counts)}`),
    `${worlds} worlds: ${line(ends)}; the promise was broken in ${broken.length}${broken.length > 0 ? `: ${broken.join(' ')}` : ''}`,
  ];
}
