import { setTimeout as pause } from 'node:timers/promises';

import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';

import { localRegion } from '../../../examples/hello/infrastructure/local-region.ts';
import type { Ground } from './ground.ts';

/** The alarm that the policy of a proof may name: hello's own failures, as its load balancer counts them. */
export const ALARM = 'hello-fails';

/** Makes it; it is well while nothing fails. */
export async function makeAlarm({ region, dev }: Ground): Promise<void> {
  await cloudwatchOf(region).send(new PutMetricAlarmCommand(alarmOf(dev.targetGroupArn)));
}

/** The order to make it, as an operator would write it. */
export function alarmOf(targetGroupArn: string): PutMetricAlarmCommandInput {
  return {
    AlarmName: ALARM,
    Namespace: 'AWS/ApplicationELB',
    MetricName: 'HTTPCode_Target_5XX_Count',
    Dimensions: [{ Name: 'TargetGroup', Value: targetGroupArn.replace(/^.*:targetgroup/, 'targetgroup') }],
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  };
}

/** Waits until it is well again: one that somebody set off stays so until its metric is asked next. */
export async function alarmIsWell({ region }: Ground): Promise<void> {
  const cloudwatch = cloudwatchOf(region);
  const deadline = performance.now() + 150_000;
  for (;;) {
    const { MetricAlarms: [alarm] = [] } = await cloudwatch.send(
      new DescribeAlarmsCommand({ AlarmNames: [ALARM] }),
    );
    if (alarm?.StateValue === 'OK') return;
    if (performance.now() > deadline) throw new Error(`${ALARM} stays ${String(alarm?.StateValue)}`);
    await pause(2_000);
  }
}

function cloudwatchOf(region: string): CloudWatchClient {
  const { endpoint, credentials } = localRegion(region);
  return new CloudWatchClient({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  });
}
