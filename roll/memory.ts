import type { Instant, Millis } from '../world/clock.ts';
import { silentAlarm } from './alarms.ts';
import type { Baseline, LaunchOrder, LeftBehind, RollFact, Settings } from './facts.ts';
import { changesTold } from './asked.ts';
import type { Fleet } from './fleet.ts';
import type { Goal } from './goal.ts';
import { type Scene, sight, type Sighting } from './sighting.ts';
import { seeSoaks } from './soaks.ts';
import {
  calledBackFrom,
  endedInStandby,
  NONE_IN_STANDBY,
  seeStandby,
  sentIntoStandby,
  type StandbyMemory,
} from './standby.ts';
import { tally, type Tally } from './tally.ts';
import { outages, trusted } from './witnesses.ts';

/** What the engine remembers: what the facts say, and what this process saw with its own eyes. */
export interface Memory {
  readonly baseline: Baseline | undefined;
  /** The template version that carries the goal's image. */
  readonly version: number | undefined;
  /** Whether that version was there before: then it is not ours to delete. */
  readonly taken: boolean;
  /** Every value that we wrote, or were about to write: a setting that has another one now is somebody else's. */
  readonly wrote: readonly Settings[];
  readonly launches: readonly Launch[];
  /** Whether the group's desired capacity stays where it is when LaunchInstances launches ([R], ROLL.md 3). */
  readonly keepsDesired: boolean;
  /** Whether this process saw it rise with a launch. */
  readonly raisesDesired: boolean;
  readonly proven: ReadonlySet<string>;
  readonly bad: ReadonlyMap<string, string>;
  /** Whose end we asked for, and when last. */
  readonly ending: ReadonlyMap<string, Instant>;
  /** Of those, the ones with which desired falls. */
  readonly decremented: ReadonlySet<string>;
  /** Those of whose end AWS did not say that it was begun. */
  readonly unsure: ReadonlySet<string>;
  /** Those whose protection from scale-in is ours to take off. */
  readonly protects: ReadonlySet<string>;
  /** Whether the end of the version that we made was asked for. */
  readonly deleted: boolean;
  /** Template versions that dead rolls made, and that nobody deleted yet. */
  readonly orphans: readonly number[];
  /** Whether the group's template is the goal's for good. */
  readonly moved: boolean;
  readonly goingBack: string | undefined;
  /** How many are to serve, where that has changed since the baseline was taken. */
  readonly asked: number | undefined;
  /** The changes of desired by others that it takes account of, by name. */
  readonly counted: ReadonlySet<string>;
  /** The steps that were passed; the canary is step -1. */
  readonly passed: ReadonlySet<number>;
  /** The steps that a person let go on. */
  readonly released: ReadonlySet<number>;
  /** Those that we sent into Standby, and did not call back. */
  readonly standby: ReadonlySet<string>;
  /** Those that we ever sent into Standby. */
  readonly stoodBy: ReadonlySet<string>;
  /** Those that we ever called back. */
  readonly calledBack: ReadonlySet<string>;
  /** How long those in Standby wait. */
  readonly warmUntil: Instant | undefined;
  /** What this process remembers of those in Standby. */
  readonly waits: StandbyMemory;
  /** How many launches there were when it was seen that those in Standby count towards the maximum; undefined: not seen. */
  readonly crowded: number | undefined;
  /** Whether going back overwrites a stranger's template. */
  readonly overwrites: boolean;
  /** How many bad ones and launches there were when a person last said that it goes on. */
  readonly forgiven: { readonly bad: number; readonly launches: number };
  /** When this process looked last. */
  readonly looked: Instant | undefined;
  /** Since when those of the step that was passed last serve, as this process saw it; a bad one begins it again. */
  readonly soakSince: Instant | undefined;
  /** How long this process has waited for soaks alone: that does not count towards `deadline.total`. */
  readonly soaked: Millis;
  readonly sightings: ReadonlyMap<string, Sighting>;
  /** This process's first look. */
  readonly looksSince: Instant | undefined;
  /** `due` in one look, a tick after a roll was taken up again: what it asks for is held against what is desired. */
  readonly resume: 'begins' | 'due' | 'done';
  /** The changes of desired that the last look tells of, by name. */
  readonly tells: ReadonlySet<string>;
  /** Those that the look before it told of. */
  readonly told: ReadonlySet<string>;
  readonly tally: Tally | undefined;
  /** When this process began to go back. */
  readonly backSince: Instant | undefined;
  /** Since when the group is on a template version that is neither the baseline's nor ours. */
  readonly strangeSince: Instant | undefined;
}

/** One LaunchInstances call. An attempt without an answer is asked again, with the same token. */
export interface Launch extends LaunchOrder {
  /** How many had been ended with decrement before. */
  readonly ended: number;
  readonly answer: Answer | undefined;
}

export interface Answer {
  readonly at: Instant;
  readonly instances: readonly string[];
  /** AWS's reason, where it launched fewer than asked for. */
  readonly refused: string | undefined;
}

export const BLANK: Memory = {
  baseline: undefined,
  version: undefined,
  taken: false,
  wrote: [],
  launches: [],
  keepsDesired: false,
  raisesDesired: false,
  proven: new Set(),
  bad: new Map(),
  ending: new Map(),
  decremented: new Set(),
  unsure: new Set(),
  protects: new Set(),
  deleted: false,
  orphans: [],
  moved: false,
  goingBack: undefined,
  asked: undefined,
  counted: new Set(),
  passed: new Set(),
  released: new Set(),
  standby: new Set(),
  stoodBy: new Set(),
  calledBack: new Set(),
  warmUntil: undefined,
  waits: NONE_IN_STANDBY,
  crowded: undefined,
  overwrites: false,
  forgiven: { bad: 0, launches: 0 },
  looked: undefined,
  soakSince: undefined,
  soaked: 0,
  sightings: new Map(),
  looksSince: undefined,
  resume: 'begins',
  tells: new Set(),
  told: new Set(),
  tally: undefined,
  backSince: undefined,
  strangeSince: undefined,
};

/** The memory, one fact later. */
export function recall(memory: Memory, fact: RollFact): Memory {
  switch (fact.type) {
    case 'baseline':
      return { ...memory, ...leftBehind(fact.left), baseline: fact.baseline };
    case 'version-made':
      return { ...memory, version: fact.version };
    case 'version-taken':
      return { ...memory, version: fact.version, taken: true };
    case 'wrote':
      return { ...memory, wrote: [...memory.wrote, fact.settings] };
    case 'launching': {
      const { type, ...launch } = fact;
      const ended = memory.decremented.size;
      return { ...memory, launches: [...memory.launches, { ...launch, ended, answer: undefined }] };
    }
    case 'launched':
      return { ...memory, launches: memory.launches.map((launch) => answered(launch, fact)) };
    case 'desired-kept':
      return { ...memory, keepsDesired: true, tally: undefined };
    case 'proven':
      return {
        ...memory,
        proven: new Set([...memory.proven, ...fact.instances]),
        protects: fact.protect ? new Set([...memory.protects, ...fact.instances]) : memory.protects,
      };
    case 'protecting':
      return { ...memory, protects: new Set([...memory.protects, ...fact.instances]) };
    case 'bad':
      return { ...memory, bad: new Map([...memory.bad, [fact.instance, fact.why]]), soakSince: undefined };
    case 'ending':
      return {
        ...memory,
        ending: new Map([...memory.ending, [fact.instance, fact.at]]),
        decremented: fact.decrement
          ? new Set([...memory.decremented, fact.instance])
          : memory.decremented.difference(new Set([fact.instance])),
        unsure: memory.unsure.difference(new Set([fact.instance])),
        waits: endedInStandby(memory.waits, fact),
      };
    case 'end-unsure':
      return { ...memory, unsure: new Set([...memory.unsure, fact.instance]) };
    case 'asked':
      return {
        ...memory,
        asked: fact.asked,
        counted: new Set([...memory.counted, ...(fact.counted ?? [])]),
        tally: undefined,
      };
    case 'step-passed':
      return { ...memory, passed: new Set([...memory.passed, fact.step]), soakSince: undefined };
    case 'step-released':
      return { ...memory, released: new Set([...memory.released, fact.step]) };
    case 'standing-by':
      return {
        ...memory,
        standby: new Set([...memory.standby, ...fact.instances]),
        stoodBy: new Set([...memory.stoodBy, ...fact.instances]),
        waits: sentIntoStandby(memory.waits, fact),
      };
    case 'calling-back':
      return { ...memory, waits: calledBackFrom(memory.waits, fact) };
    case 'called-back':
      return {
        ...memory,
        standby: memory.standby.difference(new Set(fact.instances)),
        calledBack: new Set([...memory.calledBack, ...fact.instances]),
      };
    case 'warm':
      return { ...memory, warmUntil: fact.until };
    case 'standby-counts':
      return { ...memory, crowded: fact.launches };
    case 'moved':
      return { ...memory, moved: true };
    case 'deleting-version':
      return {
        ...memory,
        deleted: memory.deleted || fact.version === memory.version,
        orphans: memory.orphans.filter((version) => version !== fact.version),
      };
    case 'going-back':
      return {
        ...memory,
        goingBack: fact.because,
        overwrites: memory.overwrites || fact.force === true,
        proven: new Set(),
      };
    case 'resumed':
      // A person's word: what waits for a person waits no longer.
      return {
        ...memory,
        released: new Set([...memory.released, ...memory.passed]),
        forgiven: { bad: memory.bad.size, launches: memory.launches.length },
      };
  }
}

/** What a dead roll left is remembered as if it were our own. */
function leftBehind(left: LeftBehind | undefined): Partial<Memory> {
  if (left === undefined) return {};
  const { asked, wrote, versions, protects, standby } = left;
  return { asked, wrote, orphans: versions, protects: new Set(protects), standby: new Set(standby) };
}

function answered(launch: Launch, fact: Extract<RollFact, { type: 'launched' }>): Launch {
  if (launch.attempt !== fact.attempt) return launch;
  return { ...launch, answer: { at: fact.at, instances: fact.instances, refused: fact.refused } };
}

/** How long those in Standby wait; undefined where none was left there. */
export function warmUntilOf({ standby, ending, warmUntil, goingBack }: Memory): Instant | undefined {
  const waits = [...standby].some((id) => !ending.has(id));
  return waits && goingBack === undefined ? warmUntil : undefined;
}

/** The memory, one look later. */
export function see(memory: Memory, fleet: Fleet, goal: Goal): Memory {
  const sightings = seeMembers(memory, fleet, goal);
  const waits = seeStandby(memory, fleet, goal);
  return {
    ...memory,
    waits,
    ...seeSoaks({ ...memory, sightings }, fleet, goal),
    sightings,
    looksSince: memory.looksSince ?? fleet.at,
    resume: resumeAt(memory, fleet, goal),
    raisesDesired: memory.raisesDesired || hasRisen(memory, fleet),
    tells: changesTold(fleet),
    told: memory.tells,
    tally: memory.baseline && tally({ ...memory, waits }, fleet, goal.policy.tick),
    backSince: memory.goingBack === undefined ? undefined : (memory.backSince ?? fleet.at),
    strangeSince: isStrange(memory, fleet) ? (memory.strangeSince ?? fleet.at) : undefined,
  };
}

function hasRisen({ launches }: Memory, { group }: Fleet): boolean {
  const last = launches.findLast(({ by, answer }) => by === undefined && answer !== undefined);
  return last?.desired !== undefined && group.desired > last.desired;
}

function resumeAt(memory: Memory, fleet: Fleet, { policy }: Goal): Memory['resume'] {
  if (memory.looksSince === undefined) return memory.baseline === undefined ? 'done' : 'begins';
  if (memory.resume !== 'begins') return 'done';
  return fleet.at - memory.looksSince >= policy.tick ? 'due' : 'begins';
}

function seeMembers(memory: Memory, fleet: Fleet, goal: Goal): Map<string, Sighting> {
  const sightings = new Map(
    [...memory.sightings].map(([id, before]) => [id, { ...before, missing: before.missing + 1 }]),
  );
  const scene = sceneOf(memory, fleet, goal);
  for (const member of fleet.members)
    sightings.set(member.id, sight(memory.sightings.get(member.id), member, scene));
  const outageOf = outages({ ...memory, sightings }, fleet, goal);
  for (const { id, version, healthy } of fleet.members) {
    const seen = sightings.get(id);
    if (seen === undefined || healthy || version !== memory.version || outageOf(id) === undefined) continue;
    sightings.set(id, { ...seen, excused: fleet.at });
  }
  for (const [id, seen] of goneUnjudged({ ...memory, sightings }, fleet))
    if (outageOf(id) !== undefined) sightings.set(id, { ...seen, excused: fleet.at });
  return sightings;
}

/** New ones that the group ended between two looks: nobody saw them fail beside those that served. */
function goneUnjudged({ sightings, version, ending, bad }: Memory, fleet: Fleet): [string, Sighting][] {
  const here = new Set(fleet.members.map(({ id }) => id));
  return [...sightings].filter(
    ([id, seen]) =>
      seen.version === version &&
      seen.excused === undefined &&
      !(here.has(id) || ending.has(id) || bad.has(id)),
  );
}

/** In its first look a process takes those in service for such that served before: whether they did nobody saw. */
function sceneOf(memory: Memory, fleet: Fleet, goal: Goal): Scene {
  const there = trusted(memory, fleet).filter(({ healthy }) => healthy || memory.looked === undefined);
  const silent = silentAlarm(goal, fleet) !== undefined;
  return {
    ...{ at: fleet.at, goal },
    beside: there.map(({ id }) => id),
    stood: silent ? fleet.at - (memory.looked ?? fleet.at) : 0,
  };
}

/** Whether somebody else moved the group to another template. Before our first write nothing was ours to be moved. */
function isStrange(memory: Memory, { group }: Fleet): boolean {
  const { baseline, version, wrote, overwrites, orphans } = memory;
  if (overwrites || baseline === undefined || wrote.every((settings) => settings.version === undefined))
    return false;
  const { template } = group;
  const ours = [baseline.template.version, version, ...orphans].includes(template.version);
  return template.id !== baseline.template.id || !ours;
}
