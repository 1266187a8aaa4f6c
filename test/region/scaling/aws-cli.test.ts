import t from 'tap';

import { startGroup } from '../autoscaling/scenario.ts';
import { awsCli } from '../aws-cli.ts';

const WEB = ['--auto-scaling-group-name', 'web'];

t.test("POLICY-23 Debian's AWS CLI makes, asks, executes and deletes policies", async (t) => {
  const g = await startGroup(t, 2);
  const autoscaling = (action: string, ...args: string[]) => awsCli(g, 'autoscaling', action, ...args);
  const busy = [...WEB, '--policy-name', 'busy'];
  t.match(
    await autoscaling(
      'put-scaling-policy',
      ...[...busy, '--policy-type', 'StepScaling', '--adjustment-type', 'ChangeInCapacity'],
      ...['--step-adjustments', 'MetricIntervalLowerBound=0,ScalingAdjustment=1'],
    ),
    { PolicyARN: /^arn:aws:autoscaling:/, Alarms: [] },
  );
  await autoscaling(
    ...(['put-scaling-policy', ...WEB, '--policy-name', 'steady'] as const),
    ...['--policy-type', 'TargetTrackingScaling', '--target-tracking-configuration'],
    '{"TargetValue":50,"PredefinedMetricSpecification":{"PredefinedMetricType":"ASGAverageCPUUtilization"}}',
  );
  t.match(await autoscaling('describe-policies', ...WEB), {
    ScalingPolicies: [
      { PolicyName: 'busy', StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }] },
      { PolicyName: 'steady', Alarms: [{ AlarmName: /AlarmHigh/ }, { AlarmName: /AlarmLow/ }] },
    ],
  });
  await g.clock.pass(3600);
  await autoscaling('execute-policy', ...busy, '--metric-value', '2', '--breach-threshold', '1');
  t.match(await autoscaling('describe-auto-scaling-groups'), { AutoScalingGroups: [{ DesiredCapacity: 3 }] });
  await autoscaling('delete-policy', ...busy);
  t.match(await autoscaling('describe-policies'), { ScalingPolicies: [{ PolicyName: 'steady' }] });
});

t.test("SCHEDULE-9 Debian's AWS CLI makes, asks and deletes scheduled actions", async (t) => {
  const g = await startGroup(t, 2);
  const autoscaling = (action: string, ...args: string[]) => awsCli(g, 'autoscaling', action, ...args);
  const night = [...WEB, '--scheduled-action-name', 'night'];
  await autoscaling(
    ...(['put-scheduled-update-group-action', ...night, '--recurrence', '0 22 * * *'] as const),
    ...['--min-size', '1', '--desired-capacity', '1'],
  );
  t.match(await autoscaling('describe-scheduled-actions', ...WEB), {
    ScheduledUpdateGroupActions: [
      { ScheduledActionName: 'night', StartTime: '2026-11-21T22:00:00+00:00', MinSize: 1, TimeZone: 'UTC' },
    ],
  });
  await autoscaling('delete-scheduled-action', ...night);
  t.match(await autoscaling('describe-scheduled-actions'), { ScheduledUpdateGroupActions: [] });
});
