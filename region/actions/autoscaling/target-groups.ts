import type * as sdk from '@aws-sdk/client-auto-scaling';

import { deregisterFrom } from '../../model/autoscaling/attachments.ts';
import { findGroup } from '../../model/autoscaling/groups.ts';
import { checkNoRefresh } from '../../model/autoscaling/refresh/blocks.ts';
import { targetGroupOf } from '../../model/balancing/find.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { pageOf } from '../page.ts';

/** Registers the members with more target groups; one that is attached already stays so. */
export const attachTargetGroups = action<sdk.AttachLoadBalancerTargetGroupsType, object>(
  ['AutoScalingGroupName', 'TargetGroupARNs'],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    checkNoRefresh(group);
    const arns = input.TargetGroupARNs.map((arn) => targetGroupOf(region, arn).arn);
    const others = group.attachments.filter(
      ({ targetGroupArn, state }) => state !== 'Removing' || !arns.includes(targetGroupArn),
    );
    const known = others.map(({ targetGroupArn }) => targetGroupArn);
    const fresh = [...new Set(arns)].filter((arn) => !known.includes(arn));
    group.attachments = [
      ...others,
      ...fresh.map((arn) => ({ targetGroupArn: arn, state: 'Adding' as const })),
    ];
    return {};
  },
);

export const detachTargetGroups = action<sdk.DetachLoadBalancerTargetGroupsType, object>(
  ['AutoScalingGroupName', 'TargetGroupARNs'],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    const attachments = input.TargetGroupARNs.map((arn) => {
      const attachment = group.attachments.find(({ targetGroupArn }) => targetGroupArn === arn);
      if (attachment !== undefined) return attachment;
      throw new AwsError(
        'ValidationError',
        `Trying to remove Target Groups that are not part of the group: ${arn}`,
      );
    });
    for (const attachment of attachments) {
      attachment.state = 'Removing';
      deregisterFrom(region, group, attachment);
    }
    return {};
  },
);

export const describeTargetGroups = action<
  sdk.DescribeLoadBalancerTargetGroupsRequest,
  sdk.DescribeLoadBalancerTargetGroupsResponse
>(['AutoScalingGroupName', 'MaxRecords', 'NextToken'], (region, input) => {
  const group = findGroup(region, input.AutoScalingGroupName);
  const page = pageOf(
    group.attachments,
    input.NextToken,
    Math.min(input.MaxRecords ?? 100, 100),
    'InvalidNextToken',
  );
  return {
    LoadBalancerTargetGroups: page.items.map(({ targetGroupArn, state }) => ({
      LoadBalancerTargetGroupARN: targetGroupArn,
      State: state,
    })),
    NextToken: page.next,
  };
});

export const describeTrafficSources = action<
  sdk.DescribeTrafficSourcesRequest,
  sdk.DescribeTrafficSourcesResponse
>(['AutoScalingGroupName', 'TrafficSourceType', 'MaxRecords', 'NextToken'], (region, input) => {
  const group = findGroup(region, input.AutoScalingGroupName);
  const wanted = (input.TrafficSourceType ?? 'elbv2') === 'elbv2' ? group.attachments : [];
  const page = pageOf(wanted, input.NextToken, Math.min(input.MaxRecords ?? 50, 50), 'InvalidNextToken');
  return {
    TrafficSources: page.items.map(({ targetGroupArn, state }) => ({
      TrafficSource: targetGroupArn,
      Identifier: targetGroupArn,
      Type: 'elbv2',
      State: state,
    })),
    NextToken: page.next,
  };
});
