import type { Span } from '../../../region/simulated/behaviour.ts';
import type { Switches } from '../../../region/model/switches.ts';
import type { Amount } from '../../../roll/goal.ts';
import type { Deed } from './strangers.ts';

/** One simulated world in which a group is rolled: plain JSON, so that it can be printed, typed in again, and cut down. */
export interface World {
  /** What ids, spans and lots follow from. */
  readonly seed: string;
  /** How the driver reaches the region: by functions, or by AWS's own text. */
  readonly way: 'functions' | 'the codec';
  /** How long each of the driver's calls takes, in seconds. */
  readonly latency: number;
  readonly group: GroupOrder;
  readonly policy: PolicyOrder;
  /** What is asked of bakeroll, one thing after the other. */
  readonly plot: readonly Act[];
  /** How machines of a release's image behave; `v1` serves in the beginning. */
  readonly images: Readonly<Partial<Record<Release, Quality>>>;
  /** Behaviours of AWS that nobody knows for sure. */
  readonly switches: Switches;
  readonly happenings: readonly Happening[];
  /** What a driver knows of those before it: what they recorded, or what the group's tags say. The ledger where this is left out. */
  readonly recalls?: 'ledger' | 'tags';
}

export type Release = 'v1' | 'v2' | 'v3';

/** The group as it is before anything is rolled. Sizes are instances, all else is seconds. */
export interface GroupOrder {
  readonly size: number;
  readonly min: number;
  readonly max: number;
  readonly zones: 1 | 2;
  readonly healthCheck: 'EC2' | 'ELB';
  readonly grace: number;
  /** Whether its owner has suspended AZRebalance. */
  readonly uneven: boolean;
  readonly boot: Span;
  readonly healthy: Span;
  /** Between health checks. */
  readonly interval: number;
  readonly failures: number;
  readonly delay: number;
}

/** The policy's parts that are not the default. Times are seconds. */
export interface PolicyOrder {
  readonly surge?: Amount;
  readonly minHealthy?: Amount;
  readonly samples?: number;
  readonly soak?: number;
  readonly tick?: number;
  readonly maxBadLaunches?: number;
  readonly canary?: number;
  readonly canarySoak?: number;
  /** After a share of the fleet it soaks for so many seconds. */
  readonly steps?: readonly { readonly percent: number; readonly soak: number }[];
  readonly max?: 'fit' | 'raise';
  readonly keepWarm?: number;
  readonly onFailure?: 'rollback' | 'hold';
}

/** One command. */
export interface Act {
  readonly kind: 'roll' | 'rollback';
  readonly to: Release;
  /** Its driver dies at this call, and nobody resumes it: what comes next takes its group over. */
  readonly abandonedAt?: number;
}

export type Quality =
  | { readonly kind: 'good' }
  /** It boots, and never answers well. */
  | { readonly kind: 'bad' }
  /** It goes off by itself so many seconds after it has booted. */
  | { readonly kind: 'crashes'; readonly after: number }
  /** Healthy for so many seconds. */
  | { readonly kind: 'sickens'; readonly after: number }
  /** Each so-manieth launch is bad; the first is number 0. */
  | { readonly kind: 'some-bad'; readonly every: number; readonly first: number };

/** What comes in between. `at` is seconds after the first command. */
export type Happening =
  | {
      readonly kind: 'driver';
      /** Which call of all that bakeroll makes in this world. */
      readonly call: number;
      readonly how: 'killed-before' | 'killed-after' | 'answer-lost';
    }
  /** A person presses Ctrl-C, and resumes later. */
  | { readonly kind: 'stopped'; readonly at: number }
  /** A person aborts the roll that is under way. */
  | { readonly kind: 'abort'; readonly at: number }
  /** Somebody else does something to the group. */
  | ({ readonly kind: 'stranger'; readonly at: number } & Deed)
  /** The driver cannot record, and so has lost its lease; another one comes when it is up again. */
  | { readonly kind: 'ledger-down'; readonly at: number; readonly seconds: number }
  | {
      readonly kind: 'fault';
      readonly at: number;
      /** One of `region break`, with its words. */
      readonly fault: string;
      readonly words: readonly string[];
      readonly seconds: number;
      readonly times?: number;
    };
