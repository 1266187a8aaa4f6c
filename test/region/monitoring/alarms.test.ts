import {
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  SetAlarmStateCommand,
  type DescribeAlarmsInput,
  type PutMetricAlarmInput,
} from '@aws-sdk/client-cloudwatch';
import t from 'tap';

import { putAlarm, startWatched } from './scenario.ts';

t.test('ALARM-1 a new alarm has INSUFFICIENT_DATA until there is a figure', async (t) => {
  const w = await startWatched(t);
  t.match(await w.alarm(), {
    StateValue: 'INSUFFICIENT_DATA',
    StateReason: 'Unchecked: Initial alarm creation',
    AlarmArn: 'arn:aws:cloudwatch:eu-test-1:000000000000:alarm:errors',
    ActionsEnabled: true,
  });
  t.same(await w.states([undefined, undefined]), ['INSUFFICIENT_DATA', 'INSUFFICIENT_DATA']);
});

t.test(
  'ALARM-2 a figure is seen a minute after the minute that it belongs to, and judged then',
  async (t) => {
    const w = await startWatched(t);
    await w.errors(6);
    await w.clock.pass(119);
    t.equal((await w.alarm()).StateValue, 'INSUFFICIENT_DATA');
    await w.clock.pass(1);
    const { StateValue, StateReason, StateUpdatedTimestamp } = await w.alarm();
    t.equal(StateValue, 'ALARM');
    t.equal(
      StateReason,
      'Threshold Crossed: 1 out of the last 1 datapoints [6.0 (21/11/26 08:00:00)] was greater than the threshold (5.0) ' +
        '(minimum 1 datapoint for OK -> ALARM transition).',
    );
    t.same(StateUpdatedTimestamp, new Date('2026-11-21T08:02:00Z'));
  },
);

t.test('ALARM-2 how late figures are seen can be set in the state of the region', async (t) => {
  const w = await startWatched(t);
  w.region.state.monitoring.lag = 0;
  t.same(await w.states([6]), ['ALARM']);
});

t.test('ALARM-3 it takes as many breaching datapoints of the last periods as the alarm says', async (t) => {
  const w = await startWatched(t, { EvaluationPeriods: 3, DatapointsToAlarm: 2 });
  w.region.state.monitoring.lag = 0;
  t.same(await w.states([0, 0, 0, 9, 0, 9, 0, 0]), ['OK', 'OK', 'OK', 'OK', 'OK', 'ALARM', 'OK', 'OK']);
});

for (const [TreatMissingData, states] of [
  ['missing', ['ALARM', 'ALARM', 'ALARM', 'INSUFFICIENT_DATA']],
  ['ignore', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['breaching', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['notBreaching', ['ALARM', 'ALARM', 'ALARM', 'OK']],
] as const) {
  t.test(
    `ALARM-4 real datapoints of two periods farther back come first, then missing ones are ${TreatMissingData}`,
    async (t) => {
      const w = await startWatched(t, { TreatMissingData });
      w.region.state.monitoring.lag = 0;
      t.same(await w.states([9, undefined, undefined, undefined]), states);
    },
  );
}

/** The guide's table for 2 of 3 datapoints: what is known of five periods, oldest first, and the state with each treatment. */
for (const [known, ...states] of [
  ['0-X-X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['00X0X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['0-X--', 'OK', 'OK', 'ALARM', 'OK'],
  ['----0', 'OK', 'OK', 'ALARM', 'OK'],
  ['---X-', 'ALARM', 'INSUFFICIENT_DATA', 'ALARM', 'OK'],
  ['-----', 'INSUFFICIENT_DATA', 'INSUFFICIENT_DATA', 'ALARM', 'OK'],
] as const) {
  t.test(`ALARM-4 the guide's row ${known}`, async (t) => {
    for (const [at, TreatMissingData] of ['missing', 'ignore', 'breaching', 'notBreaching'].entries()) {
      const w = await startWatched(t, { AlarmName: 'other' });
      w.region.state.monitoring.lag = 0;
      for (const one of known) {
        if (one !== '-') await w.errors(one === 'X' ? 9 : 0);
        await w.clock.pass(60);
      }
      await putAlarm(w, { EvaluationPeriods: 3, DatapointsToAlarm: 2, TreatMissingData });
      await w.clock.pass(0);
      t.equal((await w.alarm()).StateValue, states[at], TreatMissingData);
    }
  });
}

t.test('ALARM-5 an alarm whose settings change keeps its state until it is judged by them', async (t) => {
  const w = await startWatched(t);
  w.region.state.monitoring.lag = 0;
  t.same(await w.states([6]), ['ALARM']);
  w.stopHeart();
  await putAlarm(w, { Threshold: 10 });
  t.match(await w.alarm(), { StateValue: 'ALARM', Threshold: 10 });
});

t.test('ALARM-6 SetAlarmState holds until the alarm is judged the next time', async (t) => {
  const w = await startWatched(t);
  w.region.state.monitoring.lag = 0;
  t.same(await w.states([0]), ['OK']);
  const set = { AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'a rehearsal' } as const;
  await w.cloudwatch.send(new SetAlarmStateCommand(set));
  await w.errors(0);
  await w.clock.pass(59);
  t.match(await w.alarm(), { StateValue: 'ALARM', StateReason: 'a rehearsal' });
  await w.clock.pass(1);
  t.match(await w.alarm(), { StateValue: 'OK' });
});

t.test('ALARM-7 the history has each change of an alarm, newest first', async (t) => {
  const w = await startWatched(t);
  w.region.state.monitoring.lag = 0;
  await w.states([6]);
  await w.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ['errors'] }));
  const { AlarmHistoryItems = [] } = await w.cloudwatch.send(
    new DescribeAlarmHistoryCommand({ AlarmName: 'errors' }),
  );
  t.same(
    AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary),
    ['Alarm "errors" deleted', 'Alarm updated from INSUFFICIENT_DATA to ALARM', 'Alarm "errors" created'],
  );
  const { AlarmHistoryItems: updates } = await w.cloudwatch.send(
    new DescribeAlarmHistoryCommand({ HistoryItemType: 'StateUpdate' }),
  );
  t.equal(updates?.length, 1);
});

t.test('ALARM-8 alarms are deleted together, or none is where one is not there', async (t) => {
  const w = await startWatched(t);
  const wrong = new DeleteAlarmsCommand({ AlarmNames: ['errors', 'none'] });
  await t.rejects(w.cloudwatch.send(wrong), {
    name: /^ResourceNotFound/,
    $metadata: { httpStatusCode: 404 },
  });
  t.ok(await w.alarm());
  await w.cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ['errors'] }));
  t.same((await w.cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms, []);
});

t.test('ALARM-9 alarms are found by name, prefix, state and metric, in pages by name', async (t) => {
  const w = await startWatched(t);
  await putAlarm(w, { AlarmName: 'also', MetricName: 'Other' });
  const namesOf = async (input: DescribeAlarmsInput) => {
    const { MetricAlarms = [], NextToken } = await w.cloudwatch.send(new DescribeAlarmsCommand(input));
    return [MetricAlarms.map(({ AlarmName }) => AlarmName), NextToken] as const;
  };
  const [first, token] = await namesOf({ MaxRecords: 1 });
  t.same(first, ['also']);
  t.same(await namesOf({ MaxRecords: 1, NextToken: token }), [['errors'], undefined]);
  t.same(await namesOf({ AlarmNamePrefix: 'err' }), [['errors'], undefined]);
  t.same(await namesOf({ StateValue: 'ALARM' }), [[], undefined]);
  t.same(await namesOf({ AlarmNames: ['none'] }), [[], undefined]);
  t.same(
    await w.cloudwatch
      .send(new DescribeAlarmsCommand({ AlarmTypes: ['CompositeAlarm'] }))
      .then(({ MetricAlarms, CompositeAlarms }) => ({ MetricAlarms, CompositeAlarms })),
    { MetricAlarms: [], CompositeAlarms: [] },
  );
  const metric = { Namespace: 'Shop', MetricName: 'Other' };
  const { MetricAlarms } = await w.cloudwatch.send(new DescribeAlarmsForMetricCommand(metric));
  t.same(
    MetricAlarms?.map(({ AlarmName }) => AlarmName),
    ['also'],
  );
});

t.test('ALARM-10 the actions of alarms are switched off and on by name', async (t) => {
  const w = await startWatched(t);
  await w.cloudwatch.send(new DisableAlarmActionsCommand({ AlarmNames: ['errors'] }));
  t.equal((await w.alarm()).ActionsEnabled, false);
  await w.cloudwatch.send(new EnableAlarmActionsCommand({ AlarmNames: ['errors'] }));
  t.equal((await w.alarm()).ActionsEnabled, true);
});

for (const [what, more, message] of [
  ['a metric in expressions', { Metrics: [{ Id: 'a', Expression: 'b+c' }] }, /Metrics of PutMetricAlarm/],
  ['a percentile', { Statistic: undefined, ExtendedStatistic: 'p99' }, /ExtendedStatistic of PutMetricAlarm/],
  [
    'anomaly detection',
    { ComparisonOperator: 'GreaterThanUpperThreshold' },
    /GreaterThanUpperThreshold: it detects no anomalies/,
  ],
  [
    'what the region does not measure of load balancers',
    { Namespace: 'AWS/ApplicationELB', MetricName: 'ProcessedBytes' },
    /does not measure ProcessedBytes/,
  ],
  ['parts of a minute', { Period: 10 }, /periods of 10 s/],
  ['more hours than are kept', { Period: 3600, EvaluationPeriods: 4 }, /keeps 3 hours of figures/],
  [
    'an action that is no scaling policy',
    { AlarmActions: ['arn:aws:sns:eu-test-1:000000000000:pager'] },
    /alarm action arn:aws:sns:eu-test-1:000000000000:pager/,
  ],
] as const satisfies readonly (readonly [string, Partial<PutMetricAlarmInput>, RegExp])[]) {
  t.test(`ALARM-11 ${what} is refused by name`, async (t) => {
    const w = await startWatched(t);
    await t.rejects(putAlarm(w, more), { message });
  });
}

t.test('ALARM-12 an alarm without what it needs, or with what contradicts it, is refused', async (t) => {
  const w = await startWatched(t);
  await t.rejects(putAlarm(w, { Threshold: undefined }), { message: /Threshold is required/ });
  await t.rejects(putAlarm(w, { DatapointsToAlarm: 2 }), { message: /less than or equal to/ });
  await t.rejects(putAlarm(w, { Period: 90 }), { message: /multiple of 60/ });
});
