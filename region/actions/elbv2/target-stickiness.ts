import type { Forward } from '../../balancer/rule.ts';
import { groupAttribute } from '../../model/balancing/attributes.ts';
import { findTargetGroup } from '../../model/balancing/find.ts';
import type { TargetGroup } from '../../model/balancing/state.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';

/**
 * Checks that the targets of a group may be sticky: in every forward to several target groups these must be so too
 * [I: aws-load-balancer-controller#2734].
 *
 * @throws AwsError InvalidConfigurationRequest
 */
export function checkStickiness(region: Region, group: TargetGroup): void {
  for (const { arn, action } of region.state.balancing.rules) {
    const isHere = action.kind === 'forward' && action.targetGroups.some((one) => one.arn === group.arn);
    if (!isHere || !isLoose(action)) continue;
    throw new AwsError(
      'InvalidConfigurationRequest',
      `This target group appears behind a rule with group stickiness disabled (${arn}). You must enable group stickiness before enabling target stickiness`,
    );
  }
}

/**
 * The same from the other side: checks a forward that is to be.
 *
 * @throws AwsError InvalidConfigurationRequest
 */
export function checkForward(region: Region, forward: Forward): void {
  if (!isLoose(forward)) return;
  for (const { arn } of forward.targetGroups) {
    const group = findTargetGroup(region, arn);
    if (group === undefined || groupAttribute(group, 'stickiness.enabled') !== 'true') continue;
    throw new AwsError(
      'InvalidConfigurationRequest',
      `You must enable group stickiness on a rule if you enabled target stickiness on one of its target groups (${arn})`,
    );
  }
}

function isLoose({ targetGroups, stickiness }: Forward): boolean {
  return targetGroups.length > 1 && stickiness === undefined;
}
