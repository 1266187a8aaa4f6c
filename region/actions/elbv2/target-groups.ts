import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';

import { findTargetGroup, loadBalancerOf, targetGroupOf } from '../../model/balancing/find.ts';
import type { TargetGroup } from '../../model/balancing/state.ts';
import { balancersOf } from '../../model/balancing/use.ts';
import { action, type Checked } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { pageOf } from '../page.ts';

export const describeTargetGroups = action<sdk.DescribeTargetGroupsInput, sdk.DescribeTargetGroupsOutput>(
  ['LoadBalancerArn', 'TargetGroupArns', 'Names', 'Marker', 'PageSize'],
  (region, input) => {
    const page = pageOf(wanted(region, input), input.Marker, input.PageSize ?? 400, 'ValidationError');
    return {
      TargetGroups: page.items.map((group) => targetGroupView(region, group)),
      NextMarker: page.next,
    };
  },
);

/** One that is gone already is no error; one that a listener forwards to cannot go [UG]. */
export const deleteTargetGroup = action<sdk.DeleteTargetGroupInput, object>(
  ['TargetGroupArn'],
  (region, input) => {
    const { balancing } = region.state;
    const group = findTargetGroup(region, input.TargetGroupArn);
    if (group === undefined) return {};
    if (balancersOf(region, group).length > 0) {
      throw new AwsError(
        'ResourceInUse',
        `Target group '${group.arn}' is currently in use by a listener or a rule`,
      );
    }
    balancing.targetGroups = balancing.targetGroups.filter((other) => other !== group);
    return {};
  },
);

function wanted(region: Region, input: Checked<sdk.DescribeTargetGroupsInput>): readonly TargetGroup[] {
  const all = region.state.balancing.targetGroups;
  if (input.LoadBalancerArn !== undefined) {
    const balancer = loadBalancerOf(region, input.LoadBalancerArn);
    return all.filter((group) => balancersOf(region, group).includes(balancer));
  }
  if (input.TargetGroupArns !== undefined)
    return input.TargetGroupArns.map((arn) => targetGroupOf(region, arn));
  if (input.Names !== undefined) return input.Names.map((name) => called(region, name));
  return all;
}

function called(region: Region, name: string): TargetGroup {
  const group = region.state.balancing.targetGroups.find((candidate) => candidate.name === name);
  if (group !== undefined) return group;
  throw new AwsError('TargetGroupNotFound', 'One or more target groups not found');
}

export function targetGroupView(region: Region, group: TargetGroup): sdk.TargetGroup {
  const { healthCheck } = group;
  return {
    TargetGroupArn: group.arn,
    TargetGroupName: group.name,
    Protocol: group.protocol,
    ...(group.protocol === 'HTTP' ? { ProtocolVersion: 'HTTP1' } : {}),
    Port: group.port,
    VpcId: group.vpcId,
    TargetType: 'instance',
    IpAddressType: 'ipv4',
    HealthCheckProtocol: healthCheck.protocol,
    HealthCheckPort: healthCheck.port,
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: healthCheck.interval,
    HealthCheckTimeoutSeconds: healthCheck.timeout,
    HealthyThresholdCount: healthCheck.healthyThreshold,
    UnhealthyThresholdCount: healthCheck.unhealthyThreshold,
    ...(healthCheck.protocol === 'HTTP'
      ? { HealthCheckPath: healthCheck.path, Matcher: { HttpCode: healthCheck.matcher } }
      : {}),
    LoadBalancerArns: balancersOf(region, group).map(({ arn }) => arn),
  };
}
