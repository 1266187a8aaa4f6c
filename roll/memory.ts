import type { Instant, Millis } from '../world/clock.ts';
import type { Baseline, LaunchOrder, Settings } from './facts.ts';
import type { Sighting } from './sighting.ts';
import { NONE_IN_STANDBY, type StandbyMemory } from './standby.ts';
import type { Tally } from './tally.ts';

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

/** How long those in Standby wait; undefined where none was left there. */
export function warmUntilOf({ standby, ending, warmUntil, goingBack }: Memory): Instant | undefined {
  const waits = [...standby].some((id) => !ending.has(id));
  return waits && goingBack === undefined ? warmUntil : undefined;
}
