import type { Instant, Millis } from '../world/clock.ts';
import type { Baseline, LeftBehind } from './facts.ts';
import type { Template } from './fleet.ts';

/** Some of the instances asked for: a share, or a count. */
export type Amount = { readonly percent: number } | { readonly count: number };

/** How a roll goes about it; the keys are those of `bakeroll.yml`. */
export interface Policy {
  readonly surge: Amount;
  /** `fit`: the surge is made smaller until it fits under the group's maximum; `raise`: the maximum is raised for the roll. */
  readonly max: 'fit' | 'raise';
  readonly minHealthy: Amount;
  /** How many are proven first, alone; 0 for none. */
  readonly canary: number;
  /** And how long they serve before more follow. */
  readonly canarySoak: Millis;
  readonly steps: readonly Step[];
  /** Healthy observations, a health-check interval apart, before an instance is proven. */
  readonly samples: number;
  readonly soak: Millis;
  readonly tick: Millis;
  readonly deadline: {
    readonly launch: Millis;
    readonly healthy: Millis;
    readonly drain: Millis;
    readonly total: Millis;
    readonly back: Millis;
  };
  /** How long the old ones wait in Standby after the roll; 0: they are ended. */
  readonly keepWarm: Millis;
  readonly maxBadLaunches: number;
  /** CloudWatch alarms that stop the roll, by their names. */
  readonly alarms: readonly string[];
  /** `hold`: a roll that fails rests where it is. */
  readonly onFailure: 'rollback' | 'hold';
  /** How many are asked for where nothing ever served and the group's desired capacity is 0. */
  readonly firstSize: number | undefined;
}

/** A part of the fleet after which the roll soaks, or waits for a person. */
export interface Step {
  readonly to: Amount;
  readonly soak: Millis;
  readonly pause: boolean;
}

/** A dead roll's baseline, never the mixed group that it left, and what it left there of its own. */
export interface Inheritance {
  readonly baseline: Baseline;
  readonly left: LeftBehind;
  /** The dead roll, where it may have made a version of the template whose number nobody recorded. */
  readonly maker?: string | undefined;
}

/** Instances that a roll left in Standby, for a rollback in seconds. */
export interface Warm {
  readonly instances: readonly string[];
  readonly until: Instant;
  /** What they run. */
  readonly template: Template;
}

/** What a roll wants of one group. */
export interface Goal {
  /** `r-…` */
  readonly roll: string;
  /** The Auto Scaling group's name. */
  readonly group: string;
  /** Whether no other group comes after it in this roll: once its last new one is proven, no failure goes back (ROLL.md 5). */
  readonly last: boolean;
  /** How instances are launched: the second way is for groups that LaunchInstances does not take (ROLL.md 3). */
  readonly launchBy: 'launch-instances' | 'min-size';
  readonly kind: 'roll' | 'rollback';
  /** `v42`, for people. */
  readonly release: string;
  readonly image: string;
  /** The version of the template that its own is made from, where a person named one; else the group's. */
  readonly base: number | undefined;
  /** Those that earlier rolls left in Standby. */
  readonly warm: Warm | undefined;
  /** What serves now, for people: `v41`; undefined where nothing ever served. */
  readonly from: string | undefined;
  /** What this one takes over from a dead roll to another release. */
  readonly inherited: Inheritance | undefined;
  /** The fence of whoever drives. */
  readonly fence: number;
  /**
   * Where no ledger tells what drivers before this one did: what makes this process's launch tokens its own. The group's tags
   * are the only word of who drives, and nothing is done before they are seen.
   */
  readonly alone?: string | undefined;
  readonly policy: Policy;
  /** Of the target groups' health checks: milliseconds, and failures until unhealthy; and how long a new target gets its traffic by and by. */
  readonly check: { readonly interval: Millis; readonly failures: number; readonly slowStart?: Millis };
  readonly began: Instant;
}
