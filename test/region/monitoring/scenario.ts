import {
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  type MetricAlarm,
  type PutMetricAlarmInput,
} from '@aws-sdk/client-cloudwatch';
import type { Test } from 'tap';

import { startModelRegion, type ModelRegion } from '../model-region.ts';

/** A region with an alarm `errors`: more than 5 errors of the shop in a minute. Figures can be seen 60 s after their minute. */
export interface Watched extends ModelRegion {
  /** The shop had so many errors in the minute that is now. */
  errors(count: number): Promise<void>;
  /** The alarm as AWS shows it now. */
  alarm(name?: string): Promise<MetricAlarm>;
  /** Lets a minute pass after each of these figures, undefined being none, and gives the state that the alarm had after each. */
  states(figures: readonly (number | undefined)[]): Promise<(string | undefined)[]>;
}

/** @param more beside what the alarm is made with otherwise, or in its place */
export async function startWatched(t: Test, more: Partial<PutMetricAlarmInput> = {}): Promise<Watched> {
  const region = await startModelRegion();
  t.teardown(() => region.close());
  await putAlarm(region, more);
  await region.clock.pass(0);
  const questions = watching(region);
  return { ...region, ...questions };
}

export async function putAlarm(region: ModelRegion, more: Partial<PutMetricAlarmInput> = {}): Promise<void> {
  await region.cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'errors',
      Namespace: 'Shop',
      MetricName: 'Errors',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 5,
      ComparisonOperator: 'GreaterThanThreshold',
      ...more,
    }),
  );
}

export function watching(region: ModelRegion): Pick<Watched, 'errors' | 'alarm' | 'states'> {
  async function errors(count: number): Promise<void> {
    const MetricData = [{ MetricName: 'Errors', Value: count }];
    await region.cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
  }
  async function alarm(name = 'errors'): Promise<MetricAlarm> {
    const asked = new DescribeAlarmsCommand({ AlarmNames: [name] });
    const [found] = (await region.cloudwatch.send(asked)).MetricAlarms ?? [];
    if (found === undefined) throw new Error(`the alarm ${name} is gone`);
    return found;
  }
  async function states(figures: readonly (number | undefined)[]): Promise<(string | undefined)[]> {
    const seen = [];
    for (const figure of figures) {
      if (figure !== undefined) await errors(figure);
      await region.clock.pass(60);
      seen.push((await alarm()).StateValue);
    }
    return seen;
  }
  return { errors, alarm, states };
}
