/** Everything that CloudWatch remembers. Times are milliseconds since the epoch, lengths of time seconds. */
export interface MonitoringState {
  /** Seconds after its end from which a minute can be seen. AWS does not promise any; a load balancer's figures are late by a minute or more. */
  lag: number;
  series: Series[];
  /** The last minute whose targets were counted. */
  counted?: number;
  /** In the order in which they were made. */
  alarms: Alarm[];
  /** Oldest first. */
  history: HistoryItem[];
}

export function emptyMonitoring(lag = 60): MonitoringState {
  return { lag, series: [], alarms: [], history: [] };
}

/** What a metric is found by. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly Dimension[];
}

export interface Dimension {
  readonly name: string;
  readonly value: string;
}

/** The figures of one metric in one unit. */
export interface Series extends MetricName {
  readonly unit: string;
  /** Oldest first; a minute without figures is not there. */
  minutes: Minute[];
}

/** One minute: its number since the epoch, then count, sum, minimum and maximum of its figures. Short, as there are many. */
export type Minute = readonly [minute: number, count: number, sum: number, min: number, max: number];

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export type Statistic = 'SampleCount' | 'Sum' | 'Average' | 'Minimum' | 'Maximum';

export type Comparison =
  | 'GreaterThanOrEqualToThreshold'
  | 'GreaterThanThreshold'
  | 'LessThanThreshold'
  | 'LessThanOrEqualToThreshold';

/** What an alarm watches and does: all that PutMetricAlarm says. */
export interface AlarmSettings {
  readonly name: string;
  readonly description: string | undefined;
  readonly actionsEnabled: boolean;
  /** ARNs of scaling policies, by the state that calls them. */
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
  readonly metric: MetricName;
  readonly unit: string | undefined;
  readonly statistic: Statistic;
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number | undefined;
  readonly threshold: number;
  readonly comparison: Comparison;
  readonly missing: 'missing' | 'ignore' | 'breaching' | 'notBreaching';
}

export interface Alarm {
  readonly arn: string;
  settings: AlarmSettings;
  configured: number;
  state: AlarmState;
  reason: string;
  /** JSON text: what the state was judged by. */
  reasonData: string | undefined;
  /** Since when it is in its state. */
  since: number;
  /** The minute up to which its metric was judged last; undefined when it never was. */
  judged: number | undefined;
  /** The newest datapoint that it was judged by. */
  value: number | undefined;
  /** Counts how often it called the actions of its state: when it came into it, and each minute that it stays [UG]. */
  calls: number;
}

export interface HistoryItem {
  readonly alarm: string;
  readonly at: number;
  readonly type: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
  readonly summary: string;
  /** JSON text. */
  readonly data: string;
}
