import type * as sdk from '@aws-sdk/client-auto-scaling';

import { deregisterFrom } from '../../model/autoscaling/attachments.ts';
import { findGroup } from '../../model/autoscaling/groups.ts';
import { checkNoRefresh } from '../../model/autoscaling/refresh/blocks.ts';
import type { Group } from '../../model/autoscaling/state.ts';
import { targetGroupOf } from '../../model/balancing/find.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { pageOf } from '../page.ts';

/** Registers the members with more target groups; one that is attached already stays so. */
export const attachTargetGroups = action<sdk.AttachLoadBalancerTargetGroupsType, object>(
  ['AutoScalingGroupName', 'TargetGroupARNs'],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    checkNoRefresh(group);
    attach(region, group, input.TargetGroupARNs);
    return {};
  },
);

export const detachTargetGroups = action<sdk.DetachLoadBalancerTargetGroupsType, object>(
  ['AutoScalingGroupName', 'TargetGroupARNs'],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    detach(region, group, input.TargetGroupARNs);
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

/** @throws AwsError TargetGroupNotFound */
export function attach(region: Region, group: Group, asked: readonly string[]): void {
  const arns = asked.map((arn) => targetGroupOf(region, arn).arn);
  const others = group.attachments.filter(
    ({ targetGroupArn, state }) => state !== 'Removing' || !arns.includes(targetGroupArn),
  );
  const known = others.map(({ targetGroupArn }) => targetGroupArn);
  const fresh = [...new Set(arns)].filter((arn) => !known.includes(arn));
  group.attachments = [...others, ...fresh.map((arn) => ({ targetGroupArn: arn, state: 'Adding' as const }))];
}

/** @throws AwsError ValidationError when one of them is not attached: then nothing is detached */
export function detach(region: Region, group: Group, arns: readonly string[]): void {
  const attachments = arns.map((arn) => {
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
}
