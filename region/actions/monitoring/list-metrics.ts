import type { DimensionFilter, ListMetricsInput, ListMetricsOutput } from '@aws-sdk/client-cloudwatch';

import type { MetricName } from '../../model/monitoring/state.ts';
import { action } from '../../protocol/action.ts';
import { pageOf } from '../page.ts';

/** Metrics of which figures are kept: the last hours, where AWS lists those of two weeks. */
export const listMetrics = action<ListMetricsInput, ListMetricsOutput>(
  ['Namespace', 'MetricName', 'Dimensions', 'NextToken'],
  (region, input) => {
    const wanted = region.state.monitoring.series.filter(
      (metric) =>
        (input.Namespace === undefined || input.Namespace === metric.namespace) &&
        (input.MetricName === undefined || input.MetricName === metric.name) &&
        (input.Dimensions ?? []).every((filter) => passes(metric, filter)),
    );
    const page = pageOf(wanted, input.NextToken, 500, 'InvalidParameterValue');
    return {
      Metrics: page.items.map(({ namespace, name, dimensions }) => ({
        Namespace: namespace,
        MetricName: name,
        Dimensions: dimensions.map((dimension) => ({ Name: dimension.name, Value: dimension.value })),
      })),
      ...(page.next === undefined ? {} : { NextToken: page.next }),
    };
  },
);

/** Without a value any one will do. */
function passes({ dimensions }: MetricName, { Name, Value }: DimensionFilter): boolean {
  return dimensions.some(({ name, value }) => name === Name && (Value === undefined || value === Value));
}
