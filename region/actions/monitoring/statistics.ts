import type {
  Datapoint,
  GetMetricStatisticsInput,
  GetMetricStatisticsOutput,
  StandardUnit,
} from '@aws-sdk/client-cloudwatch';

import { statisticOf } from '../../model/monitoring/series.ts';
import { action } from '../../protocol/action.ts';
import { metricAsked, needed, periodAsked, statisticAsked } from './metric.ts';
import { spansOf } from './spans.ts';

export const getMetricStatistics = action<GetMetricStatisticsInput, GetMetricStatisticsOutput>(
  ['Namespace', 'MetricName', 'Dimensions', 'StartTime', 'EndTime', 'Period', 'Statistics', 'Unit'],
  (region, input) => {
    const statistics = needed('Statistics', input.Statistics).map(statisticAsked);
    const spans = spansOf(region, {
      metric: metricAsked(input),
      unit: input.Unit,
      period: periodAsked(input.Period),
      start: input.StartTime,
      end: input.EndTime,
    });
    const Datapoints = spans.map(({ at, figure }): Datapoint => {
      const values = statistics.map((statistic) => [statistic, statisticOf(figure, statistic)] as const);
      const unit: StandardUnit = input.Unit ?? 'None';
      return { Timestamp: at, Unit: unit, ...Object.fromEntries(values) };
    });
    return { Label: input.MetricName, Datapoints };
  },
);
