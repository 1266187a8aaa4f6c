import {
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
  type ListMetricsInput,
} from '@aws-sdk/client-cloudwatch';
import t from 'tap';

import { startWatched } from './scenario.ts';

const START = new Date('2026-11-21T08:00:00Z');
const END = new Date('2026-11-21T08:10:00Z');

t.test('ALARM-13 figures are added up by the minute: count, sum, average, least and most', async (t) => {
  const w = await startWatched(t);
  await w.errors(2);
  await w.errors(4);
  await w.clock.pass(120);
  const { Datapoints } = await w.cloudwatch.send(
    new GetMetricStatisticsCommand({
      ...{ Namespace: 'Shop', MetricName: 'Errors', StartTime: START, EndTime: END, Period: 60 },
      Statistics: ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum'],
    }),
  );
  t.same(Datapoints, [
    { Timestamp: START, Unit: 'None', SampleCount: 2, Sum: 6, Average: 3, Minimum: 2, Maximum: 4 },
  ]);
});

t.test(
  'ALARM-14 GetMetricData gives several metrics at once, newest first, without minutes that have no figures',
  async (t) => {
    const w = await startWatched(t);
    await w.states([1, undefined, 3, undefined]);
    const stat = { Metric: { Namespace: 'Shop', MetricName: 'Errors' }, Stat: 'Sum' };
    const MetricDataQueries = [
      { Id: 'minutes', MetricStat: { ...stat, Period: 60 } },
      { Id: 'fives', MetricStat: { ...stat, Period: 300 } },
    ];
    const { MetricDataResults } = await w.cloudwatch.send(
      new GetMetricDataCommand({ MetricDataQueries, StartTime: START, EndTime: END }),
    );
    t.match(MetricDataResults, [
      {
        Id: 'minutes',
        Values: [3, 1],
        Timestamps: [new Date('2026-11-21T08:02:00Z'), START],
        StatusCode: 'Complete',
      },
      { Id: 'fives', Values: [4], Timestamps: [START] },
    ]);
    const expression = new GetMetricDataCommand({
      ...{ StartTime: START, EndTime: END },
      MetricDataQueries: [{ Id: 'e', Expression: 'minutes/2' }],
    });
    await t.rejects(w.cloudwatch.send(expression), { message: /Expression of GetMetricData/ });
  },
);

t.test('ALARM-15 a figure belongs to its time, its dimensions and its unit', async (t) => {
  const w = await startWatched(t);
  const Dimensions = [{ Name: 'Till', Value: '1' }];
  await w.cloudwatch.send(
    new PutMetricDataCommand({
      Namespace: 'Shop',
      MetricData: [
        { MetricName: 'Errors', Dimensions, Unit: 'Count', Values: [1, 2], Counts: [1, 3] },
        { MetricName: 'Errors', Timestamp: new Date('2026-11-21T07:30:00Z'), Value: 8 },
      ],
    }),
  );
  await w.clock.pass(120);
  const sums = async (more: object) => {
    const asked = { Namespace: 'Shop', MetricName: 'Errors', Period: 3600, Statistics: ['Sum' as const] };
    const times = { StartTime: new Date('2026-11-21T07:00:00Z'), EndTime: END };
    const { Datapoints = [] } = await w.cloudwatch.send(
      new GetMetricStatisticsCommand({ ...asked, ...times, ...more }),
    );
    return Datapoints.map(({ Timestamp, Sum }) => [Timestamp?.toISOString().slice(11, 16), Sum]);
  };
  t.same(await sums({}), [['07:00', 8]]);
  t.same(await sums({ Dimensions }), [['08:00', 7]]);
  t.same(await sums({ Dimensions, Unit: 'Seconds' }), []);
});

t.test('ALARM-16 metrics are listed by namespace, name and dimensions', async (t) => {
  const w = await startWatched(t);
  const Dimensions = [{ Name: 'Till', Value: '1' }];
  const MetricData = [{ MetricName: 'Errors', Dimensions, Value: 1 }];
  await w.cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
  await w.errors(1);
  const listed = async (input: ListMetricsInput) =>
    (await w.cloudwatch.send(new ListMetricsCommand(input))).Metrics;
  t.equal((await listed({ Namespace: 'Shop' }))?.length, 2);
  t.same(await listed({ Dimensions: [{ Name: 'Till' }] }), [
    { Namespace: 'Shop', MetricName: 'Errors', Dimensions },
  ]);
  t.same(await listed({ MetricName: 'Visits' }), []);
});

t.test(
  "ALARM-17 figures are not put into AWS's own namespaces, but for how busy instances are",
  async (t) => {
    const w = await startWatched(t);
    const put = (Namespace: string, MetricName: string) =>
      w.cloudwatch.send(new PutMetricDataCommand({ Namespace, MetricData: [{ MetricName, Value: 50 }] }));
    await t.rejects(put('AWS/ApplicationELB', 'RequestCount'), { name: /^InvalidParameterValue/ });
    await put('AWS/EC2', 'CPUUtilization');
  },
);

t.test('ALARM-18 three hours of figures are kept', async (t) => {
  const w = await startWatched(t);
  await w.errors(1);
  await w.clock.pass(3 * 3600);
  await w.errors(1);
  const kept = () => w.region.state.monitoring.series[0]?.minutes.length;
  t.equal(kept(), 2);
  await w.clock.pass(60);
  await w.errors(1);
  t.equal(kept(), 2);
});
