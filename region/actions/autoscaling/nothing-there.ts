import type * as sdk from '@aws-sdk/client-auto-scaling';

import { findGroup } from '../../model/autoscaling/groups.ts';
import { action } from '../../protocol/action.ts';

// The region takes no scaling policies, scheduled actions or warm pools. Whoever looks
// before a roll whether a group has some is told the truth: there are none.

export const describePolicies = action<sdk.DescribePoliciesType, sdk.PoliciesType>(
  ['AutoScalingGroupName', 'PolicyNames', 'PolicyTypes', 'MaxRecords', 'NextToken'],
  () => ({ ScalingPolicies: [] }),
);

export const describeScheduledActions = action<sdk.DescribeScheduledActionsType, sdk.ScheduledActionsType>(
  ['AutoScalingGroupName', 'ScheduledActionNames', 'StartTime', 'EndTime', 'MaxRecords', 'NextToken'],
  () => ({ ScheduledUpdateGroupActions: [] }),
);

export const describeWarmPool = action<sdk.DescribeWarmPoolType, sdk.DescribeWarmPoolAnswer>(
  ['AutoScalingGroupName', 'MaxRecords', 'NextToken'],
  (region, input) => {
    findGroup(region, input.AutoScalingGroupName);
    return { Instances: [] };
  },
);
