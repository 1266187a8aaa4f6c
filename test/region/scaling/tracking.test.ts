import { DeletePolicyCommand, type PutScalingPolicyType } from '@aws-sdk/client-auto-scaling';
import { DescribeAlarmsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import t from 'tap';

import type { Grouped } from '../autoscaling/scenario.ts';
import { carry } from '../monitoring/carried.ts';
import { putPolicy, startScaled } from './scenario.ts';

const TRACKING = {
  PolicyType: 'TargetTrackingScaling',
  EstimatedInstanceWarmup: 60,
  TargetTrackingConfiguration: {
    TargetValue: 50,
    CustomizedMetricSpecification: { Namespace: 'Shop', MetricName: 'Errors', Statistic: 'Average' },
  },
} satisfies Partial<PutScalingPolicyType>;

t.test('POLICY-16 target tracking makes its two alarms, and deletes them with itself', async (t) => {
  const s = await startScaled(t, TRACKING);
  const alarms = async () => (await s.cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms;
  const { PolicyARN, Alarms } = await s.policy();
  t.match(await alarms(), [
    {
      AlarmName: /^TargetTracking-web-AlarmHigh-[0-9a-f-]{36}$/,
      AlarmActions: [PolicyARN],
      ...{ MetricName: 'Errors', Namespace: 'Shop', Statistic: 'Average', Period: 60 },
      ...{ Threshold: 50, ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 3 },
    },
    {
      AlarmName: /^TargetTracking-web-AlarmLow-[0-9a-f-]{36}$/,
      ...{ Threshold: 45, ComparisonOperator: 'LessThanThreshold', EvaluationPeriods: 15 },
    },
  ]);
  t.equal(Alarms?.length, 2);
  await putPolicy(s, TRACKING);
  t.equal((await alarms())?.length, 2);
  await s.autoscaling.send(new DeletePolicyCommand({ AutoScalingGroupName: 'web', PolicyName: 'busy' }));
  t.same(await alarms(), []);
});

t.test('POLICY-17 after three minutes above its target the group grows in proportion', async (t) => {
  const s = await startScaled(t, TRACKING);
  t.same(await s.sizes([80, 80, 80]), [2, 2, 4]);
});

t.test('POLICY-18 after fifteen minutes far below its target it shrinks in proportion', async (t) => {
  const s = await startScaled(t, TRACKING);
  t.same(await s.sizes(Array.from({ length: 15 }, () => 20)), [...Array.from({ length: 14 }, () => 2), 1]);
});

t.test('POLICY-19 with DisableScaleIn it never shrinks', async (t) => {
  const { TargetTrackingConfiguration } = TRACKING;
  const s = await startScaled(t, {
    ...TRACKING,
    TargetTrackingConfiguration: { ...TargetTrackingConfiguration, DisableScaleIn: true },
  });
  t.equal((await s.policy()).TargetTrackingConfiguration?.DisableScaleIn, true);
  t.same(new Set(await s.sizes(Array.from({ length: 20 }, () => 0))), new Set([2]));
});

t.test('POLICY-20 it shrinks only when every such policy of the group would', async (t) => {
  const s = await startScaled(t, TRACKING);
  const { TargetTrackingConfiguration } = TRACKING;
  await putPolicy(s, {
    ...TRACKING,
    PolicyName: 'other',
    TargetTrackingConfiguration: { ...TargetTrackingConfiguration, TargetValue: 20 },
  });
  t.same(new Set(await s.sizes(Array.from({ length: 20 }, () => 20))), new Set([2]));
});

t.test('POLICY-21 how busy the members are on average is a figure that somebody puts', async (t) => {
  const s = await startScaled(t, {
    ...TRACKING,
    TargetTrackingConfiguration: {
      TargetValue: 50,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
    },
  });
  const Dimensions = [{ Name: 'AutoScalingGroupName', Value: 'web' }];
  for (let minute = 0; minute < 3; minute += 1) {
    const MetricData = [{ MetricName: 'CPUUtilization', Dimensions, Value: 70, Unit: 'Percent' as const }];
    await s.cloudwatch.send(new PutMetricDataCommand({ Namespace: 'AWS/EC2', MetricData }));
    await s.clock.pass(60);
  }
  t.equal((await s.group()).DesiredCapacity, 3);
  t.match(
    await s.cause(),
    /a monitor alarm TargetTracking-web-AlarmHigh-[0-9a-f-]+ in state ALARM triggered policy busy/,
  );
});

t.test('POLICY-22 other predefined metrics, and metrics in expressions, are refused by name', async (t) => {
  const tracking = (more: object) =>
    startScaled(t, { ...TRACKING, TargetTrackingConfiguration: { TargetValue: 50, ...more } });
  await t.rejects(
    tracking({ PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageNetworkIn' } }),
    { message: /predefined metric ASGAverageNetworkIn/ },
  );
  await t.rejects(tracking({ CustomizedMetricSpecification: { Metrics: [] } }), {
    message: /Metrics of a policy/,
  });
});

t.test('POLICY-24 ALBRequestCountPerTarget tracks what each target gets', async (t) => {
  const perTarget = (s: Grouped, ResourceLabel?: string) =>
    putPolicy(s, {
      ...TRACKING,
      TargetTrackingConfiguration: {
        TargetValue: 50,
        PredefinedMetricSpecification: {
          PredefinedMetricType: 'ALBRequestCountPerTarget',
          ...(ResourceLabel === undefined ? {} : { ResourceLabel }),
        },
      },
    });
  const s = await startScaled(t, TRACKING);
  const last = (arn: string) => arn.split(':').at(-1)?.replace('loadbalancer/', '') ?? '';
  await t.rejects(perTarget(s), { name: 'ValidationError', message: /ResourceLabel is required/ });
  const other = `${last(s.loadBalancerArn)}/targetgroup/other/0123456789abcdef`;
  await t.rejects(perTarget(s, other), { name: 'ValidationError', message: /names no target group/ });
  await perTarget(s, `${last(s.loadBalancerArn)}/${last(s.targetGroupArn)}`);
  const sizes = [];
  for (let minute = 0; minute < 3; minute += 1) {
    carry(s, { requests: 200 });
    await s.clock.pass(60);
    sizes.push((await s.group()).DesiredCapacity);
  }
  t.same(sizes, [2, 2, 4], '100 of each of two, where 50 are wanted');
});
