import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';

import { localRegion } from '../../../examples/hello/infrastructure/local-region.ts';
import type { Ground } from './ground.ts';

/** The alarm that the policy of a proof may name: hello's own failures, as its load balancer counts them. */
export const ALARM = 'hello-fails';

/** Makes it; it is well while nothing fails. */
export async function makeAlarm({ region, dev }: Ground): Promise<void> {
  const { endpoint, credentials } = localRegion(region);
  const cloudwatch = new CloudWatchClient({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  });
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: ALARM,
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'HTTPCode_Target_5XX_Count',
      Dimensions: [
        { Name: 'TargetGroup', Value: dev.targetGroupArn.replace(/^.*:targetgroup/, 'targetgroup') },
      ],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    }),
  );
}
