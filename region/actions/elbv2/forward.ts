import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';

import type { Forward, WeightedGroup } from '../../balancer/rule.ts';
import { targetGroupOf } from '../../model/balancing/find.ts';
import type { LoadBalancer, TargetGroup } from '../../model/balancing/state.ts';
import { balancersOf } from '../../model/balancing/use.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { checkRange } from './names.ts';
import { checkForward } from './target-stickiness.ts';

/**
 * A forward action: one target group, or up to five with weights from 0 to 999 [M], said in either of AWS's two ways or both.
 *
 * @throws AwsError ValidationError, TargetGroupNotFound, TargetGroupAssociationLimit, IncompatibleProtocols,
 *   InvalidConfigurationRequest
 */
export function forwardAsked(region: Region, balancer: LoadBalancer, asked: sdk.Action): Forward {
  const targetGroups = groupsAsked(asked);
  for (const { arn } of targetGroups) checkGroup(region, balancer, targetGroupOf(region, arn));
  if (balancer.type === 'network' && targetGroups.length > 1)
    throw invalid('The local region models one target group for a listener of a network load balancer');
  const stickiness = stickinessAsked(asked.ForwardConfig?.TargetGroupStickinessConfig);
  if (balancer.type === 'network' && stickiness !== undefined)
    throw invalid('Target group stickiness is not supported by network load balancers');
  const forward: Forward = {
    kind: 'forward',
    targetGroups,
    ...(stickiness === undefined ? {} : { stickiness }),
  };
  checkForward(region, forward);
  return forward;
}

export function forwardView({ targetGroups, stickiness }: Forward): sdk.Action {
  const [only] = targetGroups;
  return {
    Type: 'forward',
    TargetGroupArn: targetGroups.length === 1 ? only?.arn : undefined,
    ForwardConfig: {
      TargetGroups: targetGroups.map(({ arn, weight }) => ({ TargetGroupArn: arn, Weight: weight })),
      TargetGroupStickinessConfig: { Enabled: stickiness !== undefined, DurationSeconds: stickiness },
    },
  };
}

const MOST = 5;

function groupsAsked({ TargetGroupArn, ForwardConfig }: sdk.Action): WeightedGroup[] {
  const listed = (ForwardConfig?.TargetGroups ?? []).map((group) => ({
    arn: group.TargetGroupArn ?? '',
    weight: group.Weight ?? 1,
  }));
  const groups =
    TargetGroupArn === undefined || listed.length > 0 ? listed : [{ arn: TargetGroupArn, weight: 1 }];
  const arns = new Set([
    ...groups.map(({ arn }) => arn),
    ...(TargetGroupArn === undefined ? [] : [TargetGroupArn]),
  ]);
  if (groups.length === 0) throw invalid('A forward action must name a target group');
  if (groups.length > MOST) throw invalid(`A forward action can have at most ${MOST} target groups`);
  if (arns.size !== groups.length)
    throw invalid('A forward action must name each target group once, and the same ones in both places');
  for (const { weight } of groups) checkRange('Weight', weight, 0, 999);
  return groups;
}

function stickinessAsked(config: sdk.TargetGroupStickinessConfig | undefined): number | undefined {
  if (config?.Enabled !== true) return undefined;
  const { DurationSeconds } = config;
  if (DurationSeconds === undefined)
    throw invalid('A duration must be specified when target group stickiness is enabled');
  checkRange('Target group stickiness duration', DurationSeconds, 1, 604_800);
  return DurationSeconds;
}

function checkGroup(region: Region, balancer: LoadBalancer, group: TargetGroup): void {
  if (group.protocol !== (balancer.type === 'network' ? 'TCP' : 'HTTP')) {
    throw new AwsError(
      'IncompatibleProtocols',
      `The target group ${group.arn} has the protocol ${group.protocol}, which ${balancer.type} load balancers do not support`,
    );
  }
  if (balancersOf(region, group).every(({ arn }) => arn === balancer.arn)) return;
  throw new AwsError(
    'TargetGroupAssociationLimit',
    `The following target groups cannot be associated with more than one load balancer: ${group.arn}`,
  );
}

function invalid(text: string): AwsError {
  return new AwsError('ValidationError', text);
}
