import type {
  AutoScalingInstancesType,
  DescribeAutoScalingInstancesType,
} from '@aws-sdk/client-auto-scaling';

import { action } from '../../protocol/action.ts';
import { pageOf } from '../page.ts';
import { memberView } from './views.ts';

/** An id that is not known is no error: it is left out. */
export const describeInstances = action<DescribeAutoScalingInstancesType, AutoScalingInstancesType>(
  ['InstanceIds', 'MaxRecords', 'NextToken'],
  (region, input) => {
    const ids = input.InstanceIds ?? [];
    const members = region.state.autoscaling.groups.flatMap((group) =>
      group.members.map((member) => ({ group, member })),
    );
    const wanted = members.filter(({ member }) => ids.length === 0 || ids.includes(member.instanceId));
    const page = pageOf(wanted, input.NextToken, Math.min(input.MaxRecords ?? 50, 50), 'InvalidNextToken');
    return {
      AutoScalingInstances: page.items.map(({ group, member }) => ({
        ...memberView(member),
        AutoScalingGroupName: group.name,
        // This one call writes it in capitals.
        HealthStatus: member.health.toUpperCase(),
      })),
      NextToken: page.next,
    };
  },
);
