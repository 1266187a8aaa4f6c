import {
  GetMetricDataCommand,
  ListMetricsCommand,
  type PutMetricAlarmInput,
} from '@aws-sdk/client-cloudwatch';
import t, { type Test } from 'tap';

import { startBalanced, type Balanced } from '../balancing/scenario.ts';
import { carry, type Carried } from './carried.ts';
import { putAlarm, watching } from './scenario.ts';

const Namespace = 'AWS/ApplicationELB';

interface Fronted extends Balanced {
  readonly whole: { Name: string; Value: string }[];
  readonly part: { Name: string; Value: string }[];
  /** Carries that in each of the minutes, and gives the state of the alarm `errors` after each. */
  states(minutes: readonly (Carried | undefined)[]): Promise<(string | undefined)[]>;
  /** The newest value of a metric. */
  value(MetricName: string, Stat: string, Dimensions: Fronted['whole']): Promise<number | undefined>;
}

/** Two healthy targets behind a load balancer, whose answers with 5xx an alarm watches: more than 5 in a minute. */
async function startFronted(t: Test, more: Partial<PutMetricAlarmInput> = {}, lag = 0): Promise<Fronted> {
  const b = await startBalanced(t);
  b.region.state.monitoring.lag = lag;
  await b.runTargets(2);
  await b.clock.pass(60);
  const last = (arn: string) => arn.split(':').at(-1)?.replace('loadbalancer/', '') ?? '';
  const whole = [{ Name: 'LoadBalancer', Value: last(b.loadBalancerArn) }];
  const part = [...whole, { Name: 'TargetGroup', Value: last(b.targetGroupArn) }];
  await putAlarm(b, { Namespace, MetricName: 'HTTPCode_Target_5XX_Count', Dimensions: whole, ...more });
  await b.clock.pass(0);
  const { alarm } = watching(b);
  return {
    ...{ ...b, whole, part },
    async states(minutes) {
      const seen = [];
      for (const carried of minutes) {
        if (carried !== undefined) carry(b, carried);
        await b.clock.pass(60);
        seen.push((await alarm()).StateValue);
      }
      return seen;
    },
    async value(MetricName, Stat, Dimensions) {
      const MetricStat = { Metric: { Namespace, MetricName, Dimensions }, Stat, Period: 60 };
      const now = b.clock.now();
      const asked = new GetMetricDataCommand({
        MetricDataQueries: [{ Id: 'm', MetricStat }],
        ...{ StartTime: new Date(now - 600_000), EndTime: new Date(now) },
      });
      return (await b.cloudwatch.send(asked)).MetricDataResults?.[0]?.Values?.[0];
    },
  };
}

t.test(
  'FIGURE-5 an alarm on the 5xx of targets rings, and is without data where no request comes',
  async (t) => {
    const b = await startFronted(t);
    const few = { requests: 90, answers: { 2: 88, 5: 2 } };
    const many = { requests: 90, answers: { 2: 20, 5: 70 } };
    t.same(await b.states([few, many, few]), ['OK', 'ALARM', 'OK']);
    t.same(
      await b.states([undefined, undefined, undefined]),
      ['OK', 'OK', 'INSUFFICIENT_DATA'],
      'two periods farther back are looked at',
    );
  },
);

t.test('FIGURE-5 what is missing is treated as the alarm says', async (t) => {
  const well = await startFronted(t, { TreatMissingData: 'notBreaching' });
  t.same(await well.states([{ requests: 9, answers: { 5: 9 } }, undefined, undefined, undefined]), [
    ...['ALARM', 'ALARM', 'ALARM', 'OK'],
  ]);
  const ill = await startFronted(t, { TreatMissingData: 'breaching' });
  t.same(await ill.states([undefined]), ['ALARM']);
});

t.test('FIGURE-6 each figure is that of the load balancer, and of each of its target groups', async (t) => {
  const b = await startFronted(t);
  await b.states([
    { requests: 8, answers: { 2: 3, 3: 1, 4: 1, 5: 2 }, seconds: [0.1, 0.2, 0.6], failures: 4 },
  ]);
  for (const dimensions of [b.whole, b.part]) {
    const sum = (name: string) => b.value(name, 'Sum', dimensions);
    t.equal(await sum('RequestCount'), 8);
    t.same(
      await Promise.all([2, 3, 4, 5].map((digit) => sum(`HTTPCode_Target_${digit}XX_Count`))),
      [3, 1, 1, 2],
    );
    const time = (statistic: string) => b.value('TargetResponseTime', statistic, dimensions);
    t.match(await time('Average'), 0.3);
    t.same([await time('Minimum'), await time('Maximum'), await time('SampleCount')], [0.1, 0.6, 3]);
    t.equal(await b.value('RequestCount', 'Average', dimensions), 1);
  }
  t.equal(await b.value('HTTPCode_ELB_5XX_Count', 'Sum', b.whole), 4);
  t.equal(await b.value('HTTPCode_ELB_5XX_Count', 'Sum', b.part), undefined);
});

t.test('FIGURE-7 each target’s share is of the healthy ones', async (t) => {
  const b = await startFronted(t);
  const share = () => b.value('RequestCountPerTarget', 'Sum', b.part);
  await b.states([{ requests: 9 }]);
  t.equal(await share(), 4.5);
  t.equal(await b.value('RequestCountPerTarget', 'Sum', b.part.slice(1)), 4.5);
});

t.test('FIGURE-8 what came before anybody watched is counted for nobody', async (t) => {
  const b = await startFronted(t, { Namespace: 'Shop', MetricName: 'Errors' });
  await b.states([{ requests: 100, answers: { 5: 100 } }, undefined]);
  t.equal(await b.value('RequestCount', 'Sum', b.whole), undefined);
  await putAlarm(b, { Namespace, MetricName: 'RequestCount', Dimensions: b.whole });
  t.same(await b.states([undefined, undefined]), ['INSUFFICIENT_DATA', 'INSUFFICIENT_DATA']);
});

t.test('FIGURE-8 where no request comes nothing is kept', async (t) => {
  const b = await startFronted(t);
  await b.states([undefined]);
  const { Metrics = [] } = await b.cloudwatch.send(new ListMetricsCommand({ Namespace }));
  t.same([...new Set(Metrics.map(({ MetricName }) => MetricName))].toSorted(), [
    ...['HealthyHostCount', 'UnHealthyHostCount'],
  ]);
});

t.test('FIGURE-9 figures are as late as all others', async (t) => {
  const b = await startFronted(t, {}, 120);
  const many = { requests: 9, answers: { 5: 9 } };
  t.same(await b.states([many, many, many, many]), [
    ...['INSUFFICIENT_DATA', 'INSUFFICIENT_DATA', 'ALARM', 'ALARM'],
  ]);
});

t.test('FIGURE-10 by zone nothing is measured, and an alarm on it is refused by name', async (t) => {
  const b = await startFronted(t);
  const Dimensions = [...b.whole, { Name: 'AvailabilityZone', Value: 'eu-test-1a' }];
  await t.rejects(putAlarm(b, { Namespace, MetricName: 'RequestCount', Dimensions }), {
    name: 'InvalidParameterValueException',
    message: /does not measure RequestCount by AvailabilityZone/,
  });
  await t.rejects(putAlarm(b, { Namespace: 'AWS/NetworkELB', MetricName: 'ActiveFlowCount', Dimensions }), {
    message: /does not measure ActiveFlowCount in AWS\/NetworkELB/,
  });
});

t.test(
  'FIGURE-11 where the data plane does not say what it carried, alarms are judged all the same',
  async (t) => {
    const b = await startFronted(t);
    t.same(await b.states([{ requests: 9, answers: { 5: 9 } }]), ['ALARM']);
    b.balancer.mute();
    t.same(await b.states([undefined, undefined, undefined]), ['ALARM', 'ALARM', 'INSUFFICIENT_DATA']);
  },
);
