import t from 'tap';

import { startBalanced } from '../balancing/scenario.ts';
import { putAlarm, watching } from './scenario.ts';

t.test('ALARM-23 an alarm sees how many targets of a target group are healthy and unhealthy', async (t) => {
  const b = await startBalanced(t);
  await b.runTargets(2);
  await b.clock.pass(60);
  const last = (arn: string) => arn.split(':').at(-1) ?? '';
  const Dimensions = [
    { Name: 'LoadBalancer', Value: last(b.loadBalancerArn).replace('loadbalancer/', '') },
    { Name: 'TargetGroup', Value: last(b.targetGroupArn) },
  ];
  t.match(Dimensions, [
    { Value: /^app\/[^/]+\/[0-9a-f]{16}$/ },
    { Value: /^targetgroup\/web\/[0-9a-f]{16}$/ },
  ]);
  const common = { Namespace: 'AWS/ApplicationELB', Dimensions, Statistic: 'Maximum' as const };
  await putAlarm(b, { ...common, AlarmName: 'sick', MetricName: 'UnHealthyHostCount', Threshold: 0 });
  await putAlarm(b, { ...common, AlarmName: 'well', MetricName: 'HealthyHostCount', Threshold: 1 });
  const { alarm } = watching(b);
  const states = async () => [(await alarm('sick')).StateValue, (await alarm('well')).StateValue];
  await b.clock.pass(180);
  t.same(await states(), ['OK', 'ALARM']);
  b.prober.answer({ kind: 'answered', status: 500 });
  await b.clock.pass(180);
  t.same(await states(), ['ALARM', 'OK']);
});
