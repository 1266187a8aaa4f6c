import type { Region } from '../../region.ts';
import type { Dimension, MetricName, Minute, Series, Statistic } from './state.ts';

const MINUTE = 60_000;

/** Hours of figures that are kept. AWS keeps fifteen days of minutes; here all of them are written with the state. */
export const KEPT_HOURS = 3;

/** A figure, or several that were added up before. */
export interface Figure {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

export function figureOf(value: number): Figure {
  return { count: 1, sum: value, min: value, max: value };
}

/** Puts a figure into the minute of `at`. */
export function putFigure(
  region: Region,
  metric: MetricName,
  unit: string,
  at: number,
  { count, sum, min, max }: Figure,
): void {
  const series = seriesFor(region, metric, unit);
  const minute = Math.floor(at / MINUTE);
  const before = series.minutes.find(([number]) => number === minute) ?? [minute, 0, 0, min, max];
  const merged = merge(before, [minute, count, sum, min, max]);
  const oldest = Math.floor(region.clock.now() / MINUTE) - KEPT_HOURS * 60;
  series.minutes = [...series.minutes.filter(([number]) => number !== minute), merged]
    .filter(([number]) => number >= oldest)
    .toSorted(([a], [b]) => a - b);
}

/** The first minute that cannot be seen yet; all before it can. */
export function firstUnseen(region: Region): number {
  return Math.floor((region.clock.now() - region.state.monitoring.lag * 1000) / MINUTE);
}

/** When the next minute can be seen. */
export function nextSeen(region: Region): number {
  return (firstUnseen(region) + 1) * MINUTE + region.state.monitoring.lag * 1000;
}

/** What is known of a metric, as far as it can be seen, in the minutes from `from` on and before `to`; undefined where nothing is. */
export function valueOf(
  region: Region,
  metric: MetricName,
  unit: string | undefined,
  from: number,
  to: number,
): Figure | undefined {
  const end = Math.min(to, firstUnseen(region));
  const minutes = region.state.monitoring.series
    .filter((series) => isSame(series, metric) && (unit === undefined || series.unit === unit))
    .flatMap((series) => series.minutes.filter(([minute]) => minute >= from && minute < end));
  const [first, ...others] = minutes;
  if (first === undefined) return undefined;
  const [, count, sum, min, max] = others.reduce(merge, first);
  return { count, sum, min, max };
}

export function statisticOf({ count, sum, min, max }: Figure, statistic: Statistic): number {
  switch (statistic) {
    case 'SampleCount':
      return count;
    case 'Sum':
      return sum;
    case 'Average':
      return sum / count;
    case 'Minimum':
      return min;
    case 'Maximum':
      return max;
  }
}

/** Metrics are the same when their dimensions are, in any order. */
export function isSame(one: MetricName, other: MetricName): boolean {
  return (
    one.namespace === other.namespace &&
    one.name === other.name &&
    one.dimensions.length === other.dimensions.length &&
    one.dimensions.every((dimension) => hasDimension(other, dimension))
  );
}

export function hasDimension({ dimensions }: MetricName, wanted: Dimension): boolean {
  return dimensions.some(({ name, value }) => name === wanted.name && value === wanted.value);
}

function seriesFor(region: Region, { namespace, name, dimensions }: MetricName, unit: string): Series {
  const { series } = region.state.monitoring;
  const metric = { namespace, name, dimensions };
  const known = series.find((one) => isSame(one, metric) && one.unit === unit);
  if (known !== undefined) return known;
  const fresh: Series = { ...metric, unit, minutes: [] };
  series.push(fresh);
  return fresh;
}

function merge(one: Minute, other: Minute): Minute {
  const [minute, count, sum, min, max] = one;
  const [, moreCount, moreSum, otherMin, otherMax] = other;
  return [minute, count + moreCount, sum + moreSum, Math.min(min, otherMin), Math.max(max, otherMax)];
}
