/** A scheduled action of a group. Times are milliseconds since the epoch. */
export interface Schedule {
  readonly name: string;
  readonly arn: string;
  readonly start: number | undefined;
  readonly end: number | undefined;
  /** Cron, in UTC; undefined when it happens once. */
  readonly recurrence: string | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly desired: number | undefined;
  /** When it happens next. */
  next: number;
}
