import type { Instant } from '../world/clock.ts';
import type { Template } from './fleet.ts';

/**
 * What the engine must know again after its process died, and what AWS cannot show. Each is recorded before the effect
 * that it announces, so that none of them is ever missing for something that happened.
 */
export type RollFact =
  | { readonly type: 'baseline'; readonly baseline: Baseline; readonly left?: LeftBehind | undefined }
  | { readonly type: 'version-made'; readonly version: number }
  /** The version was there before, and is not ours to delete. */
  | { readonly type: 'version-taken'; readonly version: number }
  | { readonly type: 'wrote'; readonly settings: Settings }
  | ({ readonly type: 'launching' } & LaunchOrder)
  | {
      readonly type: 'launched';
      readonly at: Instant;
      readonly attempt: number;
      readonly instances: string[];
      readonly refused?: string | undefined;
    }
  /** LaunchInstances launched, and desired stayed where it was. */
  | { readonly type: 'desired-kept' }
  | { readonly type: 'protecting'; readonly instances: string[] }
  | { readonly type: 'proven'; readonly instances: string[]; readonly protect: boolean }
  | { readonly type: 'bad'; readonly instance: string; readonly why: string }
  | {
      readonly type: 'ending';
      readonly instance: string;
      readonly at: Instant;
      /** Whether desired falls with it. */
      readonly decrement?: boolean | undefined;
    }
  /** AWS did not say that it ends it: desired may have fallen, or not. */
  | { readonly type: 'end-unsure'; readonly instance: string }
  | {
      readonly type: 'asked';
      readonly asked: number;
      readonly why: string;
      /** The changes of desired that this takes account of, by name. */
      readonly counted?: string[] | undefined;
    }
  | { readonly type: 'step-passed'; readonly step: number }
  | { readonly type: 'step-released'; readonly step: number; readonly by: string }
  | { readonly type: 'standing-by'; readonly instances: string[]; readonly at?: Instant | undefined }
  | { readonly type: 'calling-back'; readonly instances: string[]; readonly at: Instant }
  | { readonly type: 'called-back'; readonly instances: string[] }
  | { readonly type: 'warm'; readonly until: Instant }
  /** Those in Standby count towards the maximum: what was refused of the first so many launches was refused for that. */
  | { readonly type: 'standby-counts'; readonly launches: number }
  | { readonly type: 'moved' }
  | { readonly type: 'deleting-version'; readonly version: number }
  /** With `force` a stranger's template is overwritten. */
  | { readonly type: 'going-back'; readonly because: string; readonly force?: boolean | undefined }
  /** A person said that it goes on. */
  | { readonly type: 'resumed'; readonly by: string };

/**
 * One LaunchInstances call: one zone. Its token is made from the roll and the attempt, so that asking again starts nothing new.
 * What the group launches itself, where and when it can, is ordered too: its zone is not known.
 */
export interface LaunchOrder {
  readonly attempt: number;
  readonly zone: string;
  readonly subnet: string;
  readonly count: number;
  readonly version: number;
  /** `minimum`: the minimum is raised, and desired with it; `replacement`: as many are ended that the group replaces. */
  readonly by?: 'minimum' | 'replacement' | undefined;
  /** Desired when it was ordered. */
  readonly desired?: number | undefined;
  readonly at?: Instant | undefined;
  /** Those of the version that were there: what the group launches is known by not being among them. */
  readonly known?: string[] | undefined;
}

/** The group as the roll found it: what going back goes back to, and what is put back at the end. */
export interface Baseline {
  readonly template: Template;
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  /** Seconds. */
  readonly grace: number;
  readonly rebalanceSuspended: boolean;
  /** How many are to serve; greater than `desired` only where nothing ever served. */
  readonly asked: number;
  /** By AWS's clock: changes of desired that are told of later count. */
  readonly since?: Instant | undefined;
  /** Whom somebody else had protected from scale-in, or put into Standby: they are let alone. */
  readonly spared?: string[] | undefined;
}

/** What dead rolls left of theirs in a group that this one takes over: it is ours to put back (ROLL.md 7). */
export interface LeftBehind {
  /** How many were asked for at last, where that had changed since the baseline. */
  readonly asked?: number | undefined;
  /** The changes of desired that this takes account of, by name. */
  readonly counted?: string[] | undefined;
  readonly wrote: Settings[];
  /** The template versions that they made. */
  readonly versions: number[];
  /** Those that they may have protected from scale-in. */
  readonly protects: string[];
  /** Those that they sent into Standby. */
  readonly standby: string[];
}

/** Settings of the group that we write. */
export interface Settings {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly grace?: number | undefined;
  readonly version?: number | undefined;
  readonly rebalanceSuspended?: boolean | undefined;
}
