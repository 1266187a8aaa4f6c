import type * as sdk from '@aws-sdk/client-auto-scaling';

import { findGroup } from '../../model/autoscaling/groups.ts';
import { checkNoRefresh } from '../../model/autoscaling/refresh/blocks.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { pageOf } from '../page.ts';
import { attach, detach } from './target-groups.ts';

/** Target groups by their newer name; other traffic sources are refused. */
export const attachTrafficSources = action<sdk.AttachTrafficSourcesType, object>(
  ['AutoScalingGroupName', 'TrafficSources'],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    checkNoRefresh(group);
    attach(region, group, targetGroupsAsked(input.TrafficSources));
    return {};
  },
);

export const detachTrafficSources = action<sdk.DetachTrafficSourcesType, object>(
  ['AutoScalingGroupName', 'TrafficSources'],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    detach(region, group, targetGroupsAsked(input.TrafficSources));
    return {};
  },
);

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

/** At most so many in one call [M]. */
const MOST = 10;

function targetGroupsAsked(sources: readonly sdk.TrafficSourceIdentifier[]): string[] {
  if (sources.length > MOST) {
    throw new AwsError('ValidationError', `At most ${MOST} traffic sources can be named in one call`);
  }
  return sources.map(({ Identifier = '', Type = 'elbv2' }) => {
    if (Type === 'elbv2') return Identifier;
    throw new AwsError(
      'ValidationError',
      `The local region does not model traffic sources of the type ${Type}`,
    );
  });
}
