import type { MetricDatum, PutMetricDataInput } from '@aws-sdk/client-cloudwatch';

import { type Figure, figureOf, putFigure } from '../../model/monitoring/series.ts';
import type { MetricName } from '../../model/monitoring/state.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { invalid, metricAsked } from './metric.ts';

/** Puts all of the figures or, where one is wrong, none. */
export const putMetricData = action<PutMetricDataInput, object>(
  [
    'Namespace',
    'MetricData.MetricName',
    'MetricData.Dimensions',
    'MetricData.Timestamp',
    'MetricData.Value',
    'MetricData.Values',
    'MetricData.Counts',
    'MetricData.StatisticValues',
    'MetricData.Unit',
  ],
  (region, input) => {
    const puts = (input.MetricData ?? []).map((datum) => {
      const metric = metricAsked({ ...datum, Namespace: input.Namespace });
      checkNamespace(metric);
      return { metric, unit: datum.Unit ?? 'None', at: timeOf(region, datum), figure: figureIn(datum) };
    });
    for (const { metric, unit, at, figure } of puts) putFigure(region, metric, unit, at, figure);
    return {};
  },
);

/** AWS's own namespaces are closed to others. How busy instances are is not measured here, so that one figure is taken. */
function checkNamespace({ namespace, name }: MetricName): void {
  if (!namespace.startsWith('AWS/') || (namespace === 'AWS/EC2' && name === 'CPUUtilization')) return;
  throw invalid(`The value ${namespace} for parameter Namespace is invalid: AWS/ is reserved.`);
}

const HOUR = 3_600_000;

/** Not older than two weeks and not more than two hours ahead [UG]. */
function timeOf(region: Region, { Timestamp }: MetricDatum): number {
  const now = region.clock.now();
  const at = Timestamp?.getTime() ?? now;
  if (at <= now + 2 * HOUR && at >= now - 14 * 24 * HOUR) return at;
  throw invalid('The parameter MetricData.member.Timestamp must not be two weeks past or two hours ahead.');
}

function figureIn({ Value, Values, Counts, StatisticValues }: MetricDatum): Figure {
  const given = [Value, Values, StatisticValues].filter((one) => one !== undefined).length;
  if (given !== 1) {
    throw new AwsError(
      'InvalidParameterCombination',
      'Exactly one of Value, Values and StatisticValues is needed for each figure.',
    );
  }
  if (StatisticValues !== undefined) {
    const { SampleCount = 0, Sum = 0, Minimum = 0, Maximum = 0 } = StatisticValues;
    return { count: SampleCount, sum: Sum, min: Minimum, max: Maximum };
  }
  return Values === undefined ? figureOf(Value ?? 0) : summed(Values, Counts ?? Values.map(() => 1));
}

function summed(values: readonly number[], counts: readonly number[]): Figure {
  if (values.length === 0 || values.length !== counts.length) {
    throw invalid('Values and Counts must have as many members, and one at least.');
  }
  return {
    count: counts.reduce((sum, count) => sum + count, 0),
    sum: values.reduce((sum, value, at) => sum + value * (counts[at] ?? 0), 0),
    min: Math.min(...values),
    max: Math.max(...values),
  };
}
