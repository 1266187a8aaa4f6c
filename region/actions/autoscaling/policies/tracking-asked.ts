import type * as sdk from '@aws-sdk/client-auto-scaling';

import type { TargetTracking, TrackedMetric } from '../../../model/autoscaling/scaling/policy.ts';
import { makeAlarms } from '../../../model/autoscaling/scaling/tracking.ts';
import type { Group } from '../../../model/autoscaling/state.ts';
import { findTargetGroup } from '../../../model/balancing/find.ts';
import { balancersOf } from '../../../model/balancing/use.ts';
import { balancerDimension, groupDimension } from '../../../model/monitoring/dimensions.ts';
import { unmeasuredBecause } from '../../../model/monitoring/measured.ts';
import type { Dimension, Statistic } from '../../../model/monitoring/state.ts';
import type { Checked } from '../../../protocol/action.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Region } from '../../../region.ts';
import { checkSeconds } from '../settings.ts';

/**
 * A target tracking policy, whose alarms it makes.
 *
 * @throws AwsError ValidationError
 */
export function trackingAsked(
  region: Region,
  group: Group,
  arn: string,
  asked: Checked<sdk.PutScalingPolicyType>,
): TargetTracking {
  const configuration = asked.TargetTrackingConfiguration;
  const target = configuration?.TargetValue;
  if (configuration === undefined || target === undefined) {
    throw invalid('TargetTrackingConfiguration is required for policy type TargetTrackingScaling');
  }
  checkSeconds('EstimatedInstanceWarmup', asked.EstimatedInstanceWarmup);
  const metric = metricAsked(region, group, configuration);
  const alarms = makeAlarms(region, group, arn, {
    target,
    metric,
    outOnly: configuration.DisableScaleIn ?? false,
  });
  return { kind: 'TargetTrackingScaling', target, metric, warmup: asked.EstimatedInstanceWarmup, alarms };
}

function metricAsked(
  region: Region,
  group: Group,
  { PredefinedMetricSpecification, CustomizedMetricSpecification }: sdk.TargetTrackingConfiguration,
): TrackedMetric {
  if (PredefinedMetricSpecification !== undefined && CustomizedMetricSpecification === undefined) {
    return predefined(region, group, PredefinedMetricSpecification);
  }
  if (CustomizedMetricSpecification !== undefined && PredefinedMetricSpecification === undefined) {
    return customized(CustomizedMetricSpecification);
  }
  throw invalid('Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification is needed');
}

function predefined(region: Region, group: Group, asked: sdk.PredefinedMetricSpecification): TrackedMetric {
  const { PredefinedMetricType: type, ResourceLabel: label } = asked;
  const common = { unit: undefined, asked: { kind: 'predefined', type: String(type), label } } as const;
  if (type === 'ASGAverageCPUUtilization') {
    const dimensions = [{ name: 'AutoScalingGroupName', value: group.name }];
    return {
      ...common,
      name: { namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions },
      statistic: 'Average',
    };
  }
  if (type === 'ALBRequestCountPerTarget') {
    const dimensions = labelled(region, group, label);
    return {
      ...common,
      name: { namespace: 'AWS/ApplicationELB', name: 'RequestCountPerTarget', dimensions },
      statistic: 'Sum',
    };
  }
  throw invalid(`The local region does not model the predefined metric ${String(type)}`);
}

/** Of a label such as `app/front/0123456789abcdef/targetgroup/web/0123456789abcdef`, whose target group must be the group's [M; R: the words]. */
function labelled(region: Region, group: Group, label: string | undefined): Dimension[] {
  for (const { targetGroupArn } of group.attachments) {
    const targetGroup = findTargetGroup(region, targetGroupArn);
    if (targetGroup === undefined) continue;
    for (const balancer of balancersOf(region, targetGroup)) {
      if (balancer.type !== 'application') continue;
      const [whole, part] = [balancerDimension(balancer), groupDimension(targetGroup)];
      if (label === `${whole.value}/${part.value}`) return [part, whole];
    }
  }
  throw invalid(
    label === undefined
      ? 'ResourceLabel is required for the predefined metric ALBRequestCountPerTarget'
      : `The ResourceLabel ${label} names no target group of the Auto Scaling group that a load balancer forwards to`,
  );
}

const STATISTICS: readonly Statistic[] = ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum'];

function customized(asked: sdk.CustomizedMetricSpecification): TrackedMetric {
  if (asked.Metrics !== undefined) throw invalid('The local region does not model the Metrics of a policy');
  if ((asked.Period ?? 60) !== 60)
    throw invalid('The local region does not model a Period of a policy but 60');
  const statistic = STATISTICS.find((one) => one === asked.Statistic);
  if (asked.MetricName === undefined || asked.Namespace === undefined || statistic === undefined) {
    throw invalid('CustomizedMetricSpecification needs MetricName, Namespace and Statistic');
  }
  const dimensions = (asked.Dimensions ?? []).map(({ Name = '', Value = '' }) => ({
    name: Name,
    value: Value,
  }));
  const name = { namespace: asked.Namespace, name: asked.MetricName, dimensions };
  const why = unmeasuredBecause(name);
  if (why !== undefined) throw invalid(why);
  return {
    name,
    statistic,
    unit: asked.Unit,
    asked: { kind: 'customized' },
  };
}

function invalid(text: string): AwsError {
  return new AwsError('ValidationError', text);
}
