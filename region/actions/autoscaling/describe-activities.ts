import type { ActivitiesType, DescribeScalingActivitiesType } from '@aws-sdk/client-auto-scaling';

import { findGroup } from '../../model/autoscaling/groups.ts';
import type { Group } from '../../model/autoscaling/state.ts';
import { action } from '../../protocol/action.ts';
import { pageOf } from '../page.ts';
import { activityView } from './views.ts';

/** Those under way first, then the newest first. */
export const describeActivities = action<DescribeScalingActivitiesType, ActivitiesType>(
  ['ActivityIds', 'AutoScalingGroupName', 'MaxRecords', 'NextToken'],
  (region, input) => {
    const name = input.AutoScalingGroupName;
    const groups = name === undefined ? region.state.autoscaling.groups : [findGroup(region, name)];
    const ids = input.ActivityIds ?? [];
    const wanted = newestFirst(groups).filter(
      ({ activity }) => ids.length === 0 || ids.includes(activity.id),
    );
    const page = pageOf(wanted, input.NextToken, Math.min(input.MaxRecords ?? 100, 100), 'InvalidNextToken');
    return {
      Activities: page.items.map(({ group, activity }) => activityView(group, activity)),
      NextToken: page.next,
    };
  },
);

function newestFirst(groups: readonly Group[]) {
  const all = groups.flatMap((group) =>
    group.activities.toReversed().map((activity) => ({ group, activity })),
  );
  return all.toSorted(
    (a, b) =>
      Number(a.activity.ended !== undefined) - Number(b.activity.ended !== undefined) ||
      b.activity.started - a.activity.started,
  );
}
