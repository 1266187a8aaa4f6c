import type { SetDesiredCapacityType } from '@aws-sdk/client-auto-scaling';

import { sentence } from '../../model/autoscaling/activities.ts';
import { findGroup } from '../../model/autoscaling/groups.ts';
import { checkCooldown } from '../../model/autoscaling/scaling/cooldown.ts';
import { setSizes } from '../../model/autoscaling/sizes.ts';
import type { Group } from '../../model/autoscaling/state.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';

export const setDesiredCapacity = action<SetDesiredCapacityType, object>(
  ['AutoScalingGroupName', 'DesiredCapacity', 'HonorCooldown'],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    const desired = input.DesiredCapacity;
    checkBounds(group, desired);
    if (input.HonorCooldown === true) checkCooldown(region, group);
    const what =
      'a user request explicitly set group desired capacity changing the desired capacity ' +
      `from ${group.desired} to ${desired}.`;
    setSizes(region, group, { ...group, desired }, sentence(region.clock.now(), what));
    return {};
  },
);

/** AWS's texts [R]. */
function checkBounds({ min, max }: Group, desired: number): void {
  if (desired > max) throw outside(desired, 'above max', max);
  if (desired < min) throw outside(desired, 'below min', min);
}

function outside(desired: number, where: string, bound: number): AwsError {
  return new AwsError(
    'ValidationError',
    `New SetDesiredCapacity value ${desired} is ${where} value ${bound} for the AutoScalingGroup.`,
  );
}
