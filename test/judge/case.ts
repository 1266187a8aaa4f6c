import type { TimedEvent } from '../../region/event.ts';

/** Some of the instances asked for. */
export type Amount = { readonly percent: number } | { readonly count: number };

/** What the judge has to know beside the event log. Instants and lengths of time are milliseconds. */
export interface Case {
  /** In the order in which they are rolled. */
  readonly groups: readonly JudgedGroup[];
  /**
   * Who drove, in the order in which they took over: access key ids, ARNs of sessions, or application ids
   * (`AWS_SDK_UA_APP_ID`). Everybody else is a stranger.
   */
  readonly drivers: readonly string[];
  /** When the roll began: as the groups were then is their baseline. */
  readonly from: number;
  /** When it had ended: the end of the log where nothing is said. */
  readonly to?: number;
  /** A rollback's goal is proven already. */
  readonly kind: 'roll' | 'rollback';
  /** The image that is wanted. */
  readonly image: string;
  readonly policy: JudgedPolicy;
  /** How the driver says that it ended; undefined where only the way there is judged. */
  readonly end?: ClaimedEnd;
  /** What was sent may be seen so much later: `stale-describe` or a lag of the region. */
  readonly lag?: number;
  /** Processes that the driver was told to resume (`--resume-processes`). */
  readonly resumes?: readonly string[];
  /** Nothing failed and nobody else did anything: then the calls that write are counted. @param batches of new ones */
  readonly undisturbed?: { readonly batches: number };
}

export interface JudgedGroup {
  readonly name: string;
  /** The ARNs of those whose verdict counts; none: an instance in service serves. */
  readonly targetGroups: readonly string[];
  /** `min-size`: the group does not take LaunchInstances. */
  readonly launchBy?: 'launch-instances' | 'min-size';
  /** How many are asked for at the beginning, where that is not its desired capacity: `first_size`. */
  readonly asked?: number;
}

export interface JudgedPolicy {
  readonly surge: Amount;
  readonly minHealthy: Amount;
  readonly max: 'fit' | 'raise';
  /** How many new ones may exist before the version is proven: a canary's count, or the first step; undefined: what surge and floor let stand together. */
  readonly firstStep?: Amount;
  readonly samples: number;
  /** Of the target groups' health checks. */
  readonly interval: number;
  /** How long one serves before it is proven, the first step's own soak with it. */
  readonly soak: number;
  readonly tick: number;
  /** Old ones may stay in Standby, as long as the tag `bakeroll:warm-until` says. */
  readonly keepsWarm?: boolean;
}

export interface ClaimedEnd {
  /** The exit code: ROLL.md 11. */
  readonly exit: number;
  /** What is said to serve; where nothing is said, what was there before with exit 8, and else what is wanted. */
  readonly serves?: 'wanted' | 'before';
}

/** A clause of the promise that was broken. */
export interface Verdict {
  readonly clause: ClauseName;
  readonly at: number;
  readonly group: string;
  /** In a sentence. */
  readonly what: string;
  /** Those that show it, oldest first. */
  readonly events: readonly TimedEvent[];
}

/** The promise, clause by clause: ROLL.md's sections in `test/judge/clauses/`. */
export type ClauseName =
  | 'floor'
  | 'last-ones'
  | 'surge'
  | 'desired-sent'
  | 'maximum'
  | 'minimum'
  | 'moves-desired'
  | 'decrement'
  | 'repeat'
  | 'not-a-member'
  | 'stale-look'
  | 'twenty-a-tick'
  | 'template'
  | 'first-step'
  | 'protection'
  | 'standby'
  | 'processes'
  | 'rebalance'
  | 'takeover'
  | 'writes'
  | 'end-image'
  | 'end-capacity'
  | 'end-settings'
  | 'end-left'
  | 'end-rest'
  | 'end-untouched';
