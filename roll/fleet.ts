import type { Instant } from '../world/clock.ts';

/** What one look at the environment's group showed. */
export interface Fleet {
  readonly at: Instant;
  readonly group: Group;
  /** Every instance that the group lists, and that is not ended yet. */
  readonly members: readonly Member[];
  /** Scaling activities, newest first, as they were last read: every 30 s, and when something is odd (ROLL.md 8). */
  readonly activities: readonly Activity[];
  /** The alarms of the policy, as they were last read. */
  readonly alarms: readonly Alarm[];
  /** An instance refresh that is under way, and that is never ours. */
  readonly refresh: string | undefined;
  /** What the group's tag `bakeroll:ask` says, and the other tags of ours. */
  readonly tags: Readonly<Record<string, string>>;
}

/** What the group did, or could not do, and why. */
export interface Activity {
  readonly id: string;
  readonly at: Instant;
  readonly kind: 'launch' | 'terminate' | 'other';
  /** The instance that its description names. */
  readonly instance: string | undefined;
  readonly cause: Cause;
  /** Each change of the desired capacity that its cause tells of, the oldest first. */
  readonly changes: readonly Change[];
  readonly status: 'successful' | 'failed' | 'cancelled' | 'under-way';
  /** AWS's words, where it failed. */
  readonly why: string | undefined;
}

/** One change of the desired capacity. The activities of all instances that it launched or ended tell the same one. */
export interface Change {
  readonly at: Instant;
  readonly cause: Cause;
  readonly from: number;
  readonly to: number;
  /** The minimum that was set with it, where it was by setting the group's sizes. */
  readonly min: number | undefined;
}

/**
 * Who or what was behind an activity. `person`: whoever called the API for desired, sizes or a policy; `driver`: a call by
 * which bakeroll itself acts (LaunchInstances, an end by id); `health`: the group's own replacement;
 * `capacity`: the group working back to its desired capacity.
 */
export type Cause =
  'policy' | 'schedule' | 'person' | 'driver' | 'health' | 'rebalance' | 'refresh' | 'capacity' | 'unknown';

/** A CloudWatch alarm. */
export interface Alarm {
  readonly name: string;
  readonly state: 'ok' | 'alarm' | 'no-data';
  /** Since when: milliseconds since the epoch. */
  readonly since: Instant;
  /** Of the alarm's own periods: milliseconds. */
  readonly period: number;
  /** When it was looked at. */
  readonly read: Instant;
}

/** The group's settings, as they are now. Sizes are instances, `grace` is seconds. */
export interface Group {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  readonly grace: number;
  readonly template: Template;
  /** Whether AZRebalance is suspended, by whomever. */
  readonly rebalanceSuspended: boolean;
  readonly places: readonly Place[];
}

/** A launch template's version, by its number. */
export interface Template {
  readonly id: string;
  readonly version: number;
}

/** Where the group may launch: a subnet in a zone. */
export interface Place {
  readonly zone: string;
  readonly subnet: string;
}

export interface Member {
  readonly id: string;
  readonly zone: string;
  /** The version of the group's template that it was launched from. */
  readonly version: number;
  readonly image: string;
  /**
   * `coming`: not in service yet. `leaving`: on its way out, and not counted in desired any more. `standby`: in Standby, or on
   * its way there: serves nothing, and counts in desired no more. `other`: what is not known.
   */
  readonly life: 'coming' | 'serving' | 'leaving' | 'standby' | 'other';
  /** On its way into Standby: it drains, and can be neither called back nor ended yet. */
  readonly entering?: boolean;
  /** In service, and healthy for the group and in every target group. */
  readonly healthy: boolean;
  /** In words, why it is not healthy: the balancer's reason code. */
  readonly reason: string | undefined;
  /** What its console says of the application's unit, where that failed or restarted three times. */
  readonly crashed: string | undefined;
  readonly protected: boolean;
}
