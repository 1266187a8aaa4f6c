import { type Figure, valueOf } from '../../model/monitoring/series.ts';
import type { MetricName } from '../../model/monitoring/state.ts';
import type { Region } from '../../region.ts';
import { invalid } from './metric.ts';

/** A metric in one period. */
export interface Span {
  readonly at: Date;
  readonly figure: Figure;
}

export interface SpansAsked {
  readonly metric: MetricName;
  readonly unit: string | undefined;
  /** Seconds. */
  readonly period: number;
  readonly start: Date;
  /** Not included. */
  readonly end: Date;
}

const MINUTE = 60_000;

/**
 * A metric period by period, oldest first, without those in which it has no figures. The first period begins with the whole
 * minute of the start [UG].
 *
 * @throws AwsError InvalidParameterValue where the end is not after the start
 */
export function spansOf(region: Region, { metric, unit, period, start, end }: SpansAsked): Span[] {
  if (end <= start) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  const now = region.clock.now() / MINUTE;
  const from = Math.floor(start.getTime() / MINUTE);
  const to = Math.min(Math.ceil(end.getTime() / MINUTE), now);
  const length = period / 60;
  const spans: Span[] = [];
  for (let minute = from; minute < to; minute += length) {
    const figure = valueOf(region, metric, unit, minute, minute + length);
    if (figure !== undefined) spans.push({ at: new Date(minute * MINUTE), figure });
  }
  return spans;
}
