import type * as sdk from '@aws-sdk/client-cloudwatch';

import { isSame } from '../../model/monitoring/series.ts';
import type { Alarm } from '../../model/monitoring/state.ts';
import { action, type Checked } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { pageOf } from '../page.ts';
import { alarmView } from './alarm-view.ts';
import { invalid, metricAsked } from './metric.ts';

/** A name that is not known is no error: it is left out. Composite alarms can be asked for, and there are none. */
export const describeAlarms = action<sdk.DescribeAlarmsInput, sdk.DescribeAlarmsOutput>(
  ['AlarmNames', 'AlarmNamePrefix', 'AlarmTypes', 'StateValue', 'ActionPrefix', 'MaxRecords', 'NextToken'],
  (region, input) => {
    if (input.AlarmNames !== undefined && input.AlarmNamePrefix !== undefined) {
      throw new AwsError(
        'InvalidParameterCombination',
        'AlarmNames and AlarmNamePrefix cannot be asked for together',
      );
    }
    const wanted = region.state.monitoring.alarms
      .filter((alarm) => isWanted(input, alarm))
      .toSorted((a, b) => (a.settings.name < b.settings.name ? -1 : 1));
    const page = pageOf(wanted, input.NextToken, sizeAsked(input.MaxRecords), 'InvalidNextToken');
    return {
      MetricAlarms: page.items.map(alarmView),
      CompositeAlarms: [],
      ...(page.next === undefined ? {} : { NextToken: page.next }),
    };
  },
);

function isWanted(asked: Checked<sdk.DescribeAlarmsInput>, { settings, state }: Alarm): boolean {
  const { name, actions } = settings;
  const kinds = asked.AlarmTypes ?? [];
  return (
    (kinds.length === 0 || kinds.includes('MetricAlarm')) &&
    (asked.AlarmNames === undefined || asked.AlarmNames.length === 0 || asked.AlarmNames.includes(name)) &&
    name.startsWith(asked.AlarmNamePrefix ?? '') &&
    (asked.StateValue === undefined || asked.StateValue === state) &&
    (asked.ActionPrefix === undefined || hasAction(actions, asked.ActionPrefix))
  );
}

function hasAction(actions: Alarm['settings']['actions'], prefix: string): boolean {
  return Object.values(actions).some((arns) => arns.some((arn) => arn.startsWith(prefix)));
}

/** 1 to 100, 50 where nothing is said [M]. */
export function sizeAsked(records = 50): number {
  if (records >= 1 && records <= 100) return records;
  throw invalid(`MaxRecords must be from 1 to 100, not ${records}`);
}

export const describeAlarmsForMetric = action<
  sdk.DescribeAlarmsForMetricInput,
  sdk.DescribeAlarmsForMetricOutput
>(['Namespace', 'MetricName', 'Dimensions', 'Statistic', 'Period', 'Unit'], (region, input) => {
  const metric = metricAsked(input);
  const wanted = region.state.monitoring.alarms.filter(
    ({ settings }) =>
      isSame(settings.metric, metric) &&
      (input.Statistic === undefined || input.Statistic === settings.statistic) &&
      (input.Period === undefined || input.Period === settings.period) &&
      (input.Unit === undefined || input.Unit === settings.unit),
  );
  return { MetricAlarms: wanted.map(alarmView) };
});
