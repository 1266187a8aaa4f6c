import type * as sdk from '@aws-sdk/client-auto-scaling';

import { findGroup } from '../../model/autoscaling/groups.ts';
import { action } from '../../protocol/action.ts';

// The region takes no warm pools. Whoever looks
// before a roll whether a group has some is told the truth: there are none.

export const describeWarmPool = action<sdk.DescribeWarmPoolType, sdk.DescribeWarmPoolAnswer>(
  ['AutoScalingGroupName', 'MaxRecords', 'NextToken'],
  (region, input) => {
    findGroup(region, input.AutoScalingGroupName);
    return { Instances: [] };
  },
);
