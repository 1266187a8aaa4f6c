import type { RollFact } from '../../../roll/facts.ts';
import type { RollOutcome } from '../../../roll/outcome.ts';
import { drive, type Driven } from './drive.ts';
import type { Fate } from './driver.ts';
import { beginHappenings, mendAll, noneStanding, type Standing } from './happen.ts';
import { type Place, placeOf } from './place.ts';
import { troublesAtEnd } from './end.ts';
import { judged } from './judged.ts';
import { endByGroup } from './recalled.ts';
import type { Act, Release, World } from './world.ts';

/** A world that was played to its end. */
export interface Played {
  readonly world: World;
  /** How each act ended. */
  readonly ends: readonly string[];
  /** Everything that is not as it was promised; none in a world that keeps the promise. */
  readonly troubles: readonly string[];
  /** The numbers of the drivers' calls that write, and of those that read. */
  readonly calls: { readonly writes: readonly number[]; readonly reads: readonly number[] };
  /** What drivers said, and how they ended: a line each, with the second. */
  readonly story: readonly string[];
}

/** What bakeroll knows of the environment from its ledger, and what becomes of its drivers. */
export interface Affairs {
  readonly place: Place;
  readonly fate: Fate;
  /** Seconds since the first command. */
  readonly second: () => number;
  readonly tell: (line: string) => void;
  /** The facts of each roll. */
  readonly facts: Map<string, RollFact[]>;
  serves: Release;
  /** The roll that did not come to its end. */
  dead: string | undefined;
  /** How many versions of the template belong to a release that was proven. */
  proven: number;
  /** Takes away all that is broken. */
  mend: () => void;
  readonly happenings: Standing;
}

/** How often a roll is taken up again before it is given up. */
const PATIENCE = 16;

/** So often a roll that rests by need is resumed, when what was broken is mended. */
const RESTS = 1;

/** So many drivers came to no end: people mend what is broken before the next one. */
const MENDED = 10;

export async function play(world: World): Promise<Played> {
  const place = await placeOf(world);
  const affairs = affairsOf(place);
  const { story, ...rest } = affairs;
  beginHappenings(rest);
  const ends: string[] = [];
  const troubles: string[] = [];
  try {
    let from = place.sim.clock.now();
    for (const [number, act] of world.plot.entries()) {
      await place.sim.clock.pass(1);
      const began = place.sim.clock.now();
      if (rest.dead === undefined) from = began;
      const end = await perform(rest, act, number);
      ends.push(end);
      // What is refused has done nothing itself, whatever the dead roll before it did.
      if (end !== 'already so')
        troubles.push(...judged(place, { act, end, from: end === 'unfit' ? began : from }));
    }
    rest.mend();
    if (!wearsOut(world)) await place.sim.clock.pass(600);
    troubles.push(...troublesAtEnd(rest, ends));
  } catch (error) {
    troubles.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    place.sim.stop();
  }
  return { world, ends, troubles, story, calls: rest.fate.made };
}

function affairsOf(place: Place): Affairs & { story: string[] } {
  const { world, sim } = place;
  const happenings = noneStanding();
  const story: string[] = [];
  const began = sim.clock.now();
  const second = () => (sim.clock.now() - began) / 1000;
  const mishaps = new Map(
    world.happenings.flatMap((one) => (one.kind === 'driver' ? [[one.call, one.how]] : [])),
  );
  return {
    ...{ place, second, story, serves: 'v1', dead: undefined, proven: 1, facts: new Map() },
    happenings,
    mend: () => {
      mendAll({ place, happenings });
    },
    tell: (line) => story.push(`${second().toFixed(0)} s: ${line}`),
    fate: { calls: 0, made: { writes: [], reads: [] }, mishaps, isLate: false, abandonedAt: undefined },
  };
}

/** Does what was asked for, with a new driver for each that does not come to an end. */
async function perform(affairs: Affairs, act: Act, number: number): Promise<string> {
  if (affairs.serves === act.to && affairs.dead === undefined) return 'already so';
  const { place, fate, tell } = affairs;
  const roll = `r-${number + 1}`;
  fate.abandonedAt = act.abandonedAt === undefined ? undefined : fate.calls + act.abandonedAt;
  affairs.facts.set(roll, []);
  let rests = 0;
  for (let drivers = 1; drivers <= PATIENCE; drivers += 1) {
    const ended = drivers === 1 ? undefined : endedAlready(affairs, act, roll);
    if (ended !== undefined) return ended;
    const driven = await drive(affairs, act, roll);
    tell(`${roll}: ${sayEnd(driven)}`);
    if (driven.kind === 'abandoned') return abandon(affairs, roll, 'abandoned');
    if (driven.kind === 'ended' && isOver(driven.outcome)) return conclude(affairs, act, driven.outcome);
    if (driven.kind === 'unfit' && !hasBegun(affairs, roll)) return 'unfit';
    if (driven.kind === 'ended' && !affairs.happenings.stop.signal.aborted) rests += 1;
    if (rests > RESTS) return abandon(affairs, roll, driven.kind === 'ended' ? driven.outcome.kind : '');
    if (drivers === MENDED || rests > 0) affairs.mend();
    await place.sim.clock.pass(driven.after);
  }
  return abandon(affairs, roll, 'given up');
}

/** Without the ledger a driver that died as it took the tags off has ended its roll: the group says how. */
function endedAlready(affairs: Affairs, act: Act, roll: string): string | undefined {
  if (affairs.place.world.recalls !== 'tags' || !hasBegun(affairs, roll)) return undefined;
  const { images } = affairs.place;
  const end = endByGroup(affairs, images[act.to], images[affairs.serves]);
  const facts = affairs.facts.get(roll) ?? [];
  const isOver = end === 'done' || (end === 'went-back' && facts.some(({ type }) => type === 'going-back'));
  if (end === undefined || !isOver) return undefined;
  affairs.dead = undefined;
  if (end === 'done') {
    affairs.serves = act.to;
    affairs.proven += 1;
  }
  return end;
}

function hasBegun({ facts }: Affairs, roll: string): boolean {
  return (facts.get(roll) ?? []).length > 0;
}

/** What nobody resumes is taken over by what comes next. */
function abandon(affairs: Affairs, roll: string, how: string): string {
  if (hasBegun(affairs, roll)) affairs.dead = roll;
  return how;
}

function conclude(affairs: Affairs, act: Act, outcome: RollOutcome): string {
  affairs.dead = undefined;
  if (outcome.kind === 'done') {
    affairs.serves = act.to;
    affairs.proven += 1;
  }
  return 'left' in outcome && outcome.left.length > 0 ? `${outcome.kind} but` : outcome.kind;
}

function isOver({ kind }: RollOutcome): boolean {
  return kind === 'done' || kind === 'went-back';
}

function sayEnd(driven: Driven): string {
  if (driven.kind !== 'ended') return driven.kind + (driven.kind === 'unfit' ? `: ${driven.why}` : '');
  const { outcome } = driven;
  const why = outcome.kind === 'done' ? '' : `: ${outcome.because}`;
  const left = 'left' in outcome && outcome.left.length > 0 ? ` (left: ${outcome.left.join('; ')})` : '';
  return `${outcome.kind}${why}${left}; ${outcome.state}`;
}

/** Whether machines of its images fail sooner or later, so that the group never comes to rest on one. */
export function wearsOut({ images }: World): boolean {
  return Object.values(images).some(({ kind }) => kind === 'crashes' || kind === 'sickens');
}
