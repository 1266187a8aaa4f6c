import type { Counted } from './counted.ts';

/** A CloudWatch alarm in plain values. */
export interface AlarmSeen {
  readonly name: string;
  /** AWS's word: `OK`, `ALARM`, `INSUFFICIENT_DATA`. */
  readonly state: string;
  /** Since when: milliseconds since the epoch. */
  readonly since: number;
  /** Milliseconds. */
  readonly period: number;
}

/** The alarms of those names, 100 a call; one that does not exist is left out. */
export async function readAlarms(aws: Counted, names: readonly string[]): Promise<AlarmSeen[]> {
  const alarms: AlarmSeen[] = [];
  for (let from = 0; from < names.length; from += 100) {
    const answer = await aws.read(async (clients) => {
      const { DescribeAlarmsCommand } = await import('@aws-sdk/client-cloudwatch');
      const client = await clients.cloudwatch();
      return client.send(new DescribeAlarmsCommand({ AlarmNames: names.slice(from, from + 100) }));
    });
    for (const alarm of answer.MetricAlarms ?? []) {
      alarms.push({
        name: alarm.AlarmName ?? '',
        state: alarm.StateValue ?? 'INSUFFICIENT_DATA',
        since: (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp)?.getTime() ?? 0,
        period: (alarm.Period ?? 60) * 1000,
      });
    }
  }
  return alarms;
}
