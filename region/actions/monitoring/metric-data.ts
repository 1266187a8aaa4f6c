import type {
  GetMetricDataInput,
  GetMetricDataOutput,
  MetricDataQuery,
  MetricDataResult,
} from '@aws-sdk/client-cloudwatch';

import { statisticOf } from '../../model/monitoring/series.ts';
import { action, type Checked } from '../../protocol/action.ts';
import type { Region } from '../../region.ts';
import { invalid, metricAsked, needed, periodAsked, statisticAsked } from './metric.ts';
import { spansOf } from './spans.ts';

/** Single metrics; all of the answer in one page, as so little is kept. */
export const getMetricData = action<GetMetricDataInput, GetMetricDataOutput>(
  [
    'MetricDataQueries.Id',
    'MetricDataQueries.MetricStat',
    'MetricDataQueries.Label',
    'MetricDataQueries.ReturnData',
    'StartTime',
    'EndTime',
    'ScanBy',
  ],
  (region, input) => {
    const queries = input.MetricDataQueries;
    const ids = new Set(queries.map(({ Id }) => Id));
    if (ids.size !== queries.length)
      throw invalid('The values for parameter id in MetricDataQueries are not unique.');
    return {
      MetricDataResults: queries
        .filter(({ ReturnData }) => ReturnData !== false)
        .map((query) => resultOf(region, input, query)),
      Messages: [],
    };
  },
);

/** Newest first unless asked otherwise [UG]. */
function resultOf(
  region: Region,
  asked: Checked<GetMetricDataInput>,
  { Id, Label, MetricStat }: MetricDataQuery,
): MetricDataResult {
  const { Metric, Stat, Period, Unit } = needed('MetricDataQueries.member.MetricStat', MetricStat);
  const metric = metricAsked(needed('MetricStat.Metric', Metric));
  const statistic = statisticAsked(needed('MetricStat.Stat', Stat));
  const period = periodAsked(needed('MetricStat.Period', Period));
  const spans = spansOf(region, {
    ...{ metric, unit: Unit, period },
    ...{ start: asked.StartTime, end: asked.EndTime },
  });
  if (asked.ScanBy !== 'TimestampAscending') spans.reverse();
  return {
    Id,
    Label: Label ?? metric.name,
    Timestamps: spans.map(({ at }) => at),
    Values: spans.map(({ figure }) => statisticOf(figure, statistic)),
    StatusCode: 'Complete',
  };
}
