import type { MetricAlarm, StandardUnit } from '@aws-sdk/client-cloudwatch';

import type { Alarm } from '../../model/monitoring/state.ts';

/** An alarm as AWS shows it. */
export function alarmView({ settings, ...alarm }: Alarm): MetricAlarm {
  const { metric, actions } = settings;
  return {
    AlarmName: settings.name,
    AlarmArn: alarm.arn,
    AlarmDescription: settings.description,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configured),
    ActionsEnabled: settings.actionsEnabled,
    OKActions: [...actions.OK],
    AlarmActions: [...actions.ALARM],
    InsufficientDataActions: [...actions.INSUFFICIENT_DATA],
    StateValue: alarm.state,
    StateReason: alarm.reason,
    StateReasonData: alarm.reasonData,
    StateUpdatedTimestamp: new Date(alarm.since),
    StateTransitionedTimestamp: new Date(alarm.since),
    MetricName: metric.name,
    Namespace: metric.namespace,
    Statistic: settings.statistic,
    Dimensions: metric.dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
    Period: settings.period,
    // It was checked to be one of AWS's when the alarm was put.
    Unit: settings.unit as StandardUnit | undefined,
    EvaluationPeriods: settings.evaluationPeriods,
    DatapointsToAlarm: settings.datapointsToAlarm,
    Threshold: settings.threshold,
    ComparisonOperator: settings.comparison,
    TreatMissingData: settings.missing === 'missing' ? undefined : settings.missing,
  };
}
