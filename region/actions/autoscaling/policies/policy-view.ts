import type * as sdk from '@aws-sdk/client-auto-scaling';

import type { Policy, TargetTracking } from '../../../model/autoscaling/scaling/policy.ts';
import type { Group } from '../../../model/autoscaling/state.ts';
import type { Region } from '../../../region.ts';

/** A policy as AWS shows it. */
export function policyView(region: Region, group: Group, policy: Policy): sdk.ScalingPolicy {
  return {
    AutoScalingGroupName: group.name,
    PolicyName: policy.name,
    PolicyARN: policy.arn,
    PolicyType: policy.settings.kind,
    ...settingsView(policy),
    Alarms: alarmsOf(region, policy),
    Enabled: policy.enabled,
  };
}

/** The alarms that call a policy, in whatever state. */
export function alarmsOf(region: Region, { arn }: Policy): sdk.Alarm[] {
  return region.state.monitoring.alarms
    .filter(({ settings }) => Object.values(settings.actions).some((arns) => arns.includes(arn)))
    .map((alarm) => ({ AlarmName: alarm.settings.name, AlarmARN: alarm.arn }));
}

function settingsView({ settings }: Policy): Partial<sdk.ScalingPolicy> {
  switch (settings.kind) {
    case 'SimpleScaling':
      return {
        AdjustmentType: settings.adjustment.type,
        MinAdjustmentMagnitude: settings.adjustment.leastMagnitude,
        ScalingAdjustment: settings.by,
        Cooldown: settings.cooldown,
        StepAdjustments: [],
      };
    case 'StepScaling':
      return {
        AdjustmentType: settings.adjustment.type,
        MinAdjustmentMagnitude: settings.adjustment.leastMagnitude,
        MetricAggregationType: 'Average',
        EstimatedInstanceWarmup: settings.warmup,
        StepAdjustments: settings.steps.map(({ from, to, by }) => ({
          MetricIntervalLowerBound: from,
          MetricIntervalUpperBound: to,
          ScalingAdjustment: by,
        })),
      };
    case 'TargetTrackingScaling':
      return {
        EstimatedInstanceWarmup: settings.warmup,
        StepAdjustments: [],
        TargetTrackingConfiguration: trackingView(settings),
      };
  }
}

function trackingView({ target, metric, alarms }: TargetTracking): sdk.TargetTrackingConfiguration {
  const common = { TargetValue: target, DisableScaleIn: alarms.low === undefined };
  const { name, statistic, unit, asked } = metric;
  if (asked.kind === 'predefined') {
    // It was checked to be one of AWS's when the policy was put.
    const PredefinedMetricType = asked.type as sdk.MetricType;
    return {
      ...common,
      PredefinedMetricSpecification: { PredefinedMetricType, ResourceLabel: asked.label },
    };
  }
  return {
    ...common,
    CustomizedMetricSpecification: {
      Namespace: name.namespace,
      MetricName: name.name,
      Dimensions: name.dimensions.map((dimension) => ({ Name: dimension.name, Value: dimension.value })),
      // The same of this one.
      Statistic: statistic,
      Unit: unit,
    },
  };
}
