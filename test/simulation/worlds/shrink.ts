import { play, type Played } from './play.ts';
import type { World } from './world.ts';

/** So many worlds are played at most to cut one down. */
const MOST = 200;

/**
 * Cuts a world that breaks the promise down to the shortest that still breaks it in one of the same ways: without each of its
 * happenings, acts, settings and switches that it can do without, and smaller.
 */
export async function shrink(broken: Played): Promise<Played> {
  const ways = waysOf(broken);
  let shortest = broken;
  let played = 0;
  for (;;) {
    const before = shortest;
    for (const smaller of smallerOnes(shortest.world)) {
      if (played >= MOST) return shortest;
      played += 1;
      const again = await play(smaller);
      if (waysOf(again).isDisjointFrom(ways)) continue;
      shortest = again;
      break;
    }
    if (shortest === before) return shortest;
  }
}

/** In which ways the promise was broken: the first words of each trouble, without its numbers. */
function waysOf({ troubles }: Played): Set<string> {
  return new Set(troubles.map((trouble) => (/^[^:\d]*/.exec(trouble.replace(/^\d+ /, '')) ?? [''])[0]));
}

/** Worlds that are this one but for one thing less, the greatest steps first. */
function* smallerOnes(world: World): Generator<World> {
  const { happenings, plot, group, policy, switches, images } = world;
  const { recalls, ...withLedger } = world;
  if (recalls !== undefined) yield withLedger;
  if (happenings.length > 1) yield { ...world, happenings: [] };
  for (const happening of happenings)
    yield { ...world, happenings: happenings.filter((other) => other !== happening) };
  if (plot.length > 1) {
    yield { ...world, plot: plot.slice(0, -1) };
    yield { ...world, plot: plot.slice(1) };
  }
  if (world.way === 'the codec') yield { ...world, way: 'functions' };
  for (const size of new Set([0, 1, 2, Math.floor(group.size / 2), group.size - 1])) {
    if (size < 0 || size >= group.size) continue;
    const max = Math.max(size + 1, group.max - (group.size - size));
    yield { ...world, group: { ...group, size, min: Math.min(group.min, size), max } };
  }
  for (const key of Object.keys(policy)) yield { ...world, policy: without(policy, key) };
  for (const key of Object.keys(switches)) yield { ...world, switches: without(switches, key) };
  for (const key of Object.keys(images))
    if (images[key as keyof typeof images]?.kind !== 'good') yield { ...world, images: without(images, key) };
  if (world.latency > 0) yield { ...world, latency: 0 };
  for (const [key, value] of Object.entries(PLAIN)) {
    const is = group[key as keyof typeof PLAIN];
    if (JSON.stringify(is) !== JSON.stringify(value)) yield { ...world, group: { ...group, [key]: value } };
  }
}

const PLAIN = {
  zones: 1,
  healthCheck: 'EC2',
  uneven: false,
  grace: 0,
  delay: 0,
  min: 0,
  failures: 2,
  interval: 10,
  boot: { from: 10, to: 10 },
  healthy: { from: 1, to: 1 },
} as const;

function without<T extends object>(all: T, key: string): T {
  return Object.fromEntries(Object.entries(all).filter(([other]) => other !== key)) as T;
}
