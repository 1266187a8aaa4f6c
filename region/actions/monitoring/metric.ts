import type * as sdk from '@aws-sdk/client-cloudwatch';

import { KEPT_HOURS } from '../../model/monitoring/series.ts';
import type { Dimension, MetricName, Statistic } from '../../model/monitoring/state.ts';
import { AwsError } from '../../protocol/aws-error.ts';

/** What names a metric in many inputs. */
export interface MetricAsked {
  readonly Namespace?: string | undefined;
  readonly MetricName?: string | undefined;
  readonly Dimensions?: readonly sdk.Dimension[] | undefined;
}

/** @throws AwsError MissingParameter, InvalidParameterValue */
export function metricAsked({ Namespace, MetricName, Dimensions = [] }: MetricAsked): MetricName {
  const namespace = needed('Namespace', Namespace);
  const name = needed('MetricName', MetricName);
  return { namespace, name, dimensions: dimensionsAsked(Dimensions) };
}

/** At most thirty of them [M]. */
function dimensionsAsked(asked: readonly sdk.Dimension[]): Dimension[] {
  if (asked.length > 30) throw invalid('The parameter Dimensions has at most 30 members.');
  return asked.map(({ Name, Value }) => ({ name: Name ?? '', value: Value ?? '' }));
}

/** @throws AwsError MissingParameter */
export function needed<Value>(name: string, value: Value | undefined): Value {
  if (value !== undefined) return value;
  throw new AwsError('MissingParameter', `The parameter ${name} is required.`);
}

const STATISTICS: readonly Statistic[] = ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum'];

/** @throws AwsError InvalidParameterValue for percentiles and whatever else the region has not */
export function statisticAsked(asked: string): Statistic {
  const statistic = STATISTICS.find((one) => one === asked);
  if (statistic !== undefined) return statistic;
  throw invalid(`The local region does not model the statistic ${asked}`);
}

/** @throws AwsError InvalidParameterValue unless it is whole minutes */
export function periodAsked(seconds: number): number {
  if (Number.isInteger(seconds) && seconds > 0 && seconds % 60 === 0) return seconds;
  if ([1, 5, 10, 20, 30].includes(seconds)) {
    throw invalid(`The local region does not model periods of ${seconds} s: it keeps whole minutes`);
  }
  throw invalid('Period must be 10, 30 or a multiple of 60');
}

/** @throws AwsError InvalidParameterValue where figures would be needed that are no longer kept */
export function checkSpan(seconds: number): void {
  if (seconds <= KEPT_HOURS * 3600) return;
  throw invalid(
    `The local region does not model alarms over ${seconds} s: it keeps ${KEPT_HOURS} hours of figures`,
  );
}

export function invalid(text: string): AwsError {
  return new AwsError('InvalidParameterValue', text);
}
