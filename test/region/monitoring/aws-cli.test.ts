import t from 'tap';

import { awsCli } from '../aws-cli.ts';
import { startModelRegion } from '../model-region.ts';

t.test("ALARM-22 Debian's AWS CLI puts figures and alarms, and asks them", async (t) => {
  const r = await startModelRegion();
  t.teardown(() => r.close());
  const cloudwatch = (action: string, ...args: string[]) => awsCli(r, 'cloudwatch', action, ...args);
  const metric = ['--namespace', 'Shop', '--metric-name', 'Errors'];

  await cloudwatch(
    ...(['put-metric-alarm', '--alarm-name', 'errors', ...metric, '--statistic', 'Sum'] as const),
    ...['--period', '60', '--evaluation-periods', '1', '--threshold', '5'],
    ...['--comparison-operator', 'GreaterThanThreshold', '--treat-missing-data', 'notBreaching'],
  );
  await cloudwatch('put-metric-data', ...metric, '--value', '6', '--dimensions', 'Till=1');
  await cloudwatch('put-metric-data', ...metric, '--value', '7', '--timestamp', '2026-11-21T08:00:30Z');
  await r.clock.pass(120);
  t.match(await cloudwatch('describe-alarms', '--state-value', 'ALARM'), {
    MetricAlarms: [{ AlarmName: 'errors', StateUpdatedTimestamp: '2026-11-21T08:02:00+00:00', Threshold: 5 }],
  });
  t.match(await cloudwatch('describe-alarms-for-metric', ...metric), {
    MetricAlarms: [{ AlarmName: 'errors' }],
  });
  const times = ['--start-time', '2026-11-21T08:00:00Z', '--end-time', '2026-11-21T08:05:00Z'];
  t.match(
    await cloudwatch(
      'get-metric-statistics',
      ...[...metric, ...times, '--period', '60', '--statistics', 'Sum', 'Maximum'],
    ),
    { Datapoints: [{ Timestamp: '2026-11-21T08:00:00+00:00', Sum: 7, Maximum: 7 }] },
  );
  const query = [
    {
      Id: 'till',
      MetricStat: {
        Metric: { Namespace: 'Shop', MetricName: 'Errors', Dimensions: [{ Name: 'Till', Value: '1' }] },
        Period: 60,
        Stat: 'Average',
      },
    },
  ];
  t.match(await cloudwatch('get-metric-data', ...times, '--metric-data-queries', JSON.stringify(query)), {
    MetricDataResults: [{ Id: 'till', Values: [6], Timestamps: ['2026-11-21T08:00:00+00:00'] }],
  });
  t.match(await cloudwatch('list-metrics', '--namespace', 'Shop'), {
    Metrics: [{ MetricName: 'Errors' }, { MetricName: 'Errors' }],
  });
  await cloudwatch(
    ...(['set-alarm-state', '--alarm-name', 'errors', '--state-value', 'OK'] as const),
    ...['--state-reason', 'a rehearsal'],
  );
  t.match(await cloudwatch('describe-alarm-history', '--history-item-type', 'StateUpdate'), {
    AlarmHistoryItems: [
      { HistorySummary: 'Alarm updated from ALARM to OK' },
      { HistorySummary: 'Alarm updated from OK to ALARM' },
      { HistorySummary: 'Alarm updated from INSUFFICIENT_DATA to OK' },
    ],
  });
  await cloudwatch('disable-alarm-actions', '--alarm-names', 'errors');
  await cloudwatch('enable-alarm-actions', '--alarm-names', 'errors');
  await cloudwatch('delete-alarms', '--alarm-names', 'errors');
  await t.rejects(cloudwatch('delete-alarms', '--alarm-names', 'errors'), {
    message: /\(ResourceNotFound\) when calling the DeleteAlarms operation/,
  });
});
