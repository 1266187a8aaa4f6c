import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';

import { putAlarm } from '../../model/monitoring/alarms.ts';
import { FARTHER } from '../../model/monitoring/judge.ts';
import { unmeasuredBecause } from '../../model/monitoring/measured.ts';
import type { AlarmSettings, Comparison, MetricName } from '../../model/monitoring/state.ts';
import { action, type Checked } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { checkSpan, invalid, metricAsked, needed, periodAsked, statisticAsked } from './metric.ts';

export const putMetricAlarm = action<PutMetricAlarmInput, object>(
  [
    'AlarmName',
    'AlarmDescription',
    'ActionsEnabled',
    'OKActions',
    'AlarmActions',
    'InsufficientDataActions',
    'Namespace',
    'MetricName',
    'Dimensions',
    'Statistic',
    'Unit',
    'Period',
    'EvaluationPeriods',
    'DatapointsToAlarm',
    'Threshold',
    'ComparisonOperator',
    'TreatMissingData',
  ],
  (region, input) => {
    putAlarm(region, settingsAsked(input));
    return {};
  },
);

function settingsAsked(input: Checked<PutMetricAlarmInput>): AlarmSettings {
  const evaluationPeriods = countAsked(
    'EvaluationPeriods',
    needed('EvaluationPeriods', input.EvaluationPeriods),
  );
  const period = periodAsked(needed('Period', input.Period));
  checkSpan((evaluationPeriods + FARTHER) * period);
  return {
    name: nameAsked(input.AlarmName),
    description: input.AlarmDescription,
    actionsEnabled: input.ActionsEnabled ?? true,
    actions: {
      OK: actionsAsked(input.OKActions),
      ALARM: actionsAsked(input.AlarmActions),
      INSUFFICIENT_DATA: actionsAsked(input.InsufficientDataActions),
    },
    metric: measured(metricAsked(input)),
    unit: input.Unit,
    statistic: statisticAsked(needed('Statistic', input.Statistic)),
    period,
    evaluationPeriods,
    datapointsToAlarm: datapointsAsked(input.DatapointsToAlarm, evaluationPeriods),
    threshold: needed('Threshold', input.Threshold),
    comparison: comparisonAsked(needed('ComparisonOperator', input.ComparisonOperator)),
    missing: missingAsked(input.TreatMissingData ?? 'missing'),
  };
}

/** @throws AwsError InvalidParameterValue */
function measured(metric: MetricName): MetricName {
  const why = unmeasuredBecause(metric);
  if (why === undefined) return metric;
  throw invalid(why);
}

function nameAsked(name: string): string {
  if (name.length >= 1 && name.length <= 255) return name;
  throw invalid(`The name of an alarm has 1 to 255 characters, not ${name.length}`);
}

function countAsked(name: string, count: number): number {
  if (Number.isInteger(count) && count >= 1) return count;
  throw invalid(`${name} must be at least 1`);
}

function datapointsAsked(count: number | undefined, periods: number): number | undefined {
  if (count === undefined) return undefined;
  if (countAsked('DatapointsToAlarm', count) <= periods) return count;
  throw new AwsError('ValidationError', 'DatapointsToAlarm must be less than or equal to EvaluationPeriods');
}

const COMPARISONS: readonly Comparison[] = [
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
];

function comparisonAsked(asked: string): Comparison {
  const comparison = COMPARISONS.find((operator) => operator === asked);
  if (comparison !== undefined) return comparison;
  throw invalid(`The local region does not model the comparison ${asked}: it detects no anomalies`);
}

const MISSING: readonly AlarmSettings['missing'][] = ['missing', 'ignore', 'breaching', 'notBreaching'];

function missingAsked(asked: string): AlarmSettings['missing'] {
  const missing = MISSING.find((treatment) => treatment === asked);
  if (missing !== undefined) return missing;
  throw invalid(`Option ${asked} is not supported for TreatMissingData`);
}

/** An alarm can call scaling policies; of what else AWS's alarms call, such as topics of SNS, the region has nothing. */
function actionsAsked(arns: readonly string[] = []): readonly string[] {
  if (arns.length > 5) throw invalid('An alarm has at most 5 actions for a state');
  const other = arns.find((arn) => !/^arn:aws:autoscaling:[^:]*:[^:]*:scalingPolicy:/.test(arn));
  if (other === undefined) return arns;
  throw invalid(`The local region does not model the alarm action ${other}: alarms call scaling policies`);
}
