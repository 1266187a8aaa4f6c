import type { AutoScalingGroupNamesType, AutoScalingGroupsType, Filter } from '@aws-sdk/client-auto-scaling';

import type { Group } from '../../model/autoscaling/state.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { pageOf } from '../page.ts';
import { groupView } from './views.ts';

/** A name that is not known is no error: it is left out. */
export const describeGroups = action<AutoScalingGroupNamesType, AutoScalingGroupsType>(
  ['AutoScalingGroupNames', 'IncludeInstances', 'Filters', 'MaxRecords', 'NextToken'],
  (region, input) => {
    const names = input.AutoScalingGroupNames ?? [];
    const wanted = region.state.autoscaling.groups
      .filter((group) => names.length === 0 || names.includes(group.name))
      .filter((group) => (input.Filters ?? []).every((filter) => passes(group, filter)));
    const page = pageOf(wanted, input.NextToken, Math.min(input.MaxRecords ?? 50, 100), 'InvalidNextToken');
    const views = page.items.map((group) => groupView(region, group));
    return {
      AutoScalingGroups:
        input.IncludeInstances === false ? views.map(({ Instances, ...rest }) => rest) : views,
      NextToken: page.next,
    };
  },
);

/** Filters by tags: `tag:<key>`, `tag-key`, `tag-value`. */
function passes({ tags }: Group, { Name = '', Values = [] }: Filter): boolean {
  if (Name === 'tag-key') return tags.some(({ key }) => Values.includes(key));
  if (Name === 'tag-value') return tags.some(({ value }) => Values.includes(value));
  if (Name.startsWith('tag:')) {
    return tags.some(({ key, value }) => key === Name.slice('tag:'.length) && Values.includes(value));
  }
  throw new AwsError('ValidationError', `Filter type ${Name} is not correct.`);
}
