import type { MetricName, Statistic } from '../../monitoring/state.ts';

/** A scaling policy of a group. Lengths of time are seconds. */
export interface Policy {
  readonly name: string;
  readonly arn: string;
  readonly settings: PolicySettings;
  readonly enabled: boolean;
  /** How often each alarm had called when the policy heard it last, by the alarm's name. */
  heard: Record<string, number>;
}

export type PolicySettings = SimpleScaling | StepScaling | TargetTracking;

export interface SimpleScaling {
  readonly kind: 'SimpleScaling';
  readonly adjustment: Adjustment;
  readonly by: number;
  /** The group's own where it has none. */
  readonly cooldown: number | undefined;
}

export interface StepScaling {
  readonly kind: 'StepScaling';
  readonly adjustment: Adjustment;
  readonly steps: readonly Step[];
  readonly warmup: number | undefined;
}

export interface TargetTracking {
  readonly kind: 'TargetTrackingScaling';
  readonly target: number;
  readonly metric: TrackedMetric;
  readonly warmup: number | undefined;
  /** The names of the alarms that the policy made for itself; without `low` it does not scale in. */
  readonly alarms: { readonly high: string; readonly low: string | undefined };
}

export interface Adjustment {
  readonly type: 'ChangeInCapacity' | 'ExactCapacity' | 'PercentChangeInCapacity';
  /** A change by percents is by so many at least. */
  readonly leastMagnitude: number | undefined;
}

/** Bounds are distances from the alarm's threshold; undefined is without end. */
export interface Step {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly by: number;
}

export interface TrackedMetric {
  readonly name: MetricName;
  readonly statistic: Statistic;
  readonly unit: string | undefined;
  /** How it was asked for. */
  readonly asked:
    | { readonly kind: 'predefined'; readonly type: string; readonly label: string | undefined }
    | { readonly kind: 'customized' };
}

/** What a policy is executed with: the metric and the threshold that it went over. */
export interface Breach {
  readonly value: number;
  readonly threshold: number;
}
