import * as autoscaling from '@aws-sdk/client-auto-scaling';
import * as monitoring from '@aws-sdk/client-cloudwatch';
import * as ec2 from '@aws-sdk/client-ec2';
import * as ssm from '@aws-sdk/client-ssm';

import type { Service } from './api.ts';

/**
 * The values that a member may have: the SDK's schemas have dropped them, its constants have not. By the name of the member,
 * for those that our actions take.
 */
export function allowedValues(service: Service, member: string): readonly string[] | undefined {
  const values = ENUMS[service]?.[member];
  return values === undefined ? undefined : Object.values(values);
}

const ENUMS: Partial<Record<Service, Record<string, Readonly<Record<string, string>>>>> = {
  ec2: {
    HttpEndpoint: ec2.InstanceMetadataEndpointState,
    HttpTokens: ec2.HttpTokensState,
    InstanceInitiatedShutdownBehavior: ec2.ShutdownBehavior,
    KeyFormat: ec2.KeyFormat,
    KeyType: ec2.KeyType,
    LocationType: ec2.LocationType,
    VolumeType: ec2.VolumeType,
  },
  ssm: { Type: ssm.ParameterType },
  monitoring: {
    ComparisonOperator: monitoring.ComparisonOperator,
    HistoryItemType: monitoring.HistoryItemType,
    ScanBy: monitoring.ScanBy,
    StateValue: monitoring.StateValue,
    Statistic: monitoring.Statistic,
    Unit: monitoring.StandardUnit,
  },
  autoscaling: {
    PredefinedMetricType: autoscaling.MetricType,
    RetryStrategy: autoscaling.RetryStrategy,
    ScaleInProtectedInstances: autoscaling.ScaleInProtectedInstances,
    StandbyInstances: autoscaling.StandbyInstances,
    Statistic: autoscaling.MetricStatistic,
    Strategy: autoscaling.RefreshStrategy,
  },
};
