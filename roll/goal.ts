import type { Instant, Millis } from '../world/clock.ts';
import type { Baseline } from './facts.ts';

/** Some of the instances asked for: a share, or a count. */
export type Amount = { readonly percent: number } | { readonly count: number };

/** How a roll goes about it; the keys are those of `bakeroll.yml`. */
export interface Policy {
  readonly surge: Amount;
  readonly minHealthy: Amount;
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
  readonly maxBadLaunches: number;
  /** How many are asked for where nothing ever served and the group's desired capacity is 0. */
  readonly firstSize: number | undefined;
}

/** What a roll wants. */
export interface Goal {
  /** `r-…` */
  readonly roll: string;
  readonly kind: 'roll' | 'rollback';
  /** `v42`, for people. */
  readonly release: string;
  readonly image: string;
  /** What serves now, for people: `v41`; undefined where nothing ever served. */
  readonly from: string | undefined;
  /** The baseline of a dead roll that this one takes over. */
  readonly inherited: Baseline | undefined;
  /** The fence of whoever drives. */
  readonly fence: number;
  readonly policy: Policy;
  /** Of the target groups' health checks: milliseconds, and failures until unhealthy. */
  readonly check: { readonly interval: Millis; readonly failures: number };
  readonly began: Instant;
}
