import type { SetInstanceHealthQuery } from '@aws-sdk/client-auto-scaling';

import { ail } from '../../model/autoscaling/change.ts';
import { isInGrace } from '../../model/autoscaling/health.ts';
import { findMember } from '../../model/autoscaling/members.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';

/** Somebody's own verdict on a member: an unhealthy one is replaced. In its grace period it says nothing, unless asked not to respect it. */
export const setHealth = action<SetInstanceHealthQuery, object>(
  ['InstanceId', 'HealthStatus', 'ShouldRespectGracePeriod'],
  (region, input) => {
    const { group, member } = findMember(region, input.InstanceId);
    const health = input.HealthStatus;
    if (health !== 'Healthy' && health !== 'Unhealthy') {
      throw new AwsError('ValidationError', `HealthStatus is Healthy or Unhealthy, not ${health}.`);
    }
    if ((input.ShouldRespectGracePeriod ?? true) && isInGrace(region, group, member)) return {};
    ail(region, group, member, health === 'Healthy' ? undefined : 'a user health-check.');
    return {};
  },
);
