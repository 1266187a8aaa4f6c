import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';

import { targetGroupOf } from '../../model/balancing/find.ts';
import { action } from '../../protocol/action.ts';
import { changedCheck, HEALTH_CHECK_MEMBERS } from './health-check.ts';
import { targetGroupView } from './target-groups.ts';

/** Changes the health check; targets keep the health that they have. */
export const modifyTargetGroup = action<sdk.ModifyTargetGroupInput, sdk.ModifyTargetGroupOutput>(
  [...HEALTH_CHECK_MEMBERS, 'TargetGroupArn'],
  (region, input) => {
    const group = targetGroupOf(region, input.TargetGroupArn);
    group.healthCheck = changedCheck(group.healthCheck, input);
    return { TargetGroups: [targetGroupView(region, group)] };
  },
);
