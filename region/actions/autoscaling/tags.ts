import type * as sdk from '@aws-sdk/client-auto-scaling';

import { change } from '../../model/autoscaling/change.ts';
import { findGroup } from '../../model/autoscaling/groups.ts';
import type { Group, GroupTag } from '../../model/autoscaling/state.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { pageOf } from '../page.ts';
import { tagView } from './views.ts';

export const putTags = action<sdk.CreateOrUpdateTagsType, object>(['Tags'], (region, input) => {
  const byGroup = Map.groupBy(input.Tags, (tag) => groupOfTag(region, tag));
  const merged = [...byGroup].map(([group, tags]) => ({ group, tags: mergeTags(group.tags, tags) }));
  for (const { group, tags } of merged) change(region, group, { tags });
  return {};
});

/** A value that is named is compared by nobody: the key alone decides, as on AWS. */
export const deleteTags = action<sdk.DeleteTagsType, object>(['Tags'], (region, input) => {
  for (const tag of input.Tags) {
    const group = groupOfTag(region, tag);
    change(region, group, { tags: group.tags.filter(({ key }) => key !== tag.Key) });
  }
  return {};
});

export const describeTags = action<sdk.DescribeTagsType, sdk.TagsType>(
  ['Filters', 'MaxRecords', 'NextToken'],
  (region, input) => {
    const all = region.state.autoscaling.groups.flatMap((group) =>
      group.tags.map((tag) => tagView(group, tag)),
    );
    const wanted = all.filter((tag) => (input.Filters ?? []).every((filter) => passes(tag, filter)));
    const page = pageOf(wanted, input.NextToken, Math.min(input.MaxRecords ?? 50, 100), 'InvalidNextToken');
    return { Tags: [...page.items], NextToken: page.next };
  },
);

const MOST = 50;

/**
 * A group's tags with others added or put in the place of those of the same key.
 *
 * @throws AwsError ValidationError, LimitExceeded
 */
export function mergeTags(own: readonly GroupTag[], added: readonly sdk.Tag[]): GroupTag[] {
  const tags = new Map(own.map((tag) => [tag.key, tag]));
  for (const { Key, Value, PropagateAtLaunch } of added) {
    const tag = { key: Key ?? '', value: Value ?? '', propagate: PropagateAtLaunch ?? true };
    checkTag(tag);
    tags.set(tag.key, tag);
  }
  if (tags.size > MOST) throw new AwsError('LimitExceeded', `A group can have at most ${MOST} tags.`);
  return [...tags.values()];
}

/** A key of 1 to 128 characters, a value of at most 256, and `aws:` is AWS's own [M]. */
function checkTag({ key, value }: GroupTag): void {
  if (key.length < 1 || key.length > 128) {
    throw new AwsError('ValidationError', `The key of a tag has 1 to 128 characters, not ${key.length}.`);
  }
  if (value.length > 256) {
    throw new AwsError(
      'ValidationError',
      `The value of the tag ${key} has ${value.length} characters, at most 256 are allowed.`,
    );
  }
  if (/^aws:/i.test(key))
    throw new AwsError('ValidationError', `The tag ${key} begins with aws:, which is reserved.`);
}

function groupOfTag(region: Region, tag: sdk.Tag): Group {
  if ((tag.ResourceType ?? 'auto-scaling-group') !== 'auto-scaling-group') {
    throw new AwsError('ValidationError', `'${tag.ResourceType}' is no valid resource type of a tag.`);
  }
  return findGroup(region, tag.ResourceId ?? '');
}

function passes(tag: sdk.TagDescription, { Name, Values = [] }: sdk.Filter): boolean {
  switch (Name) {
    case 'auto-scaling-group':
      return Values.includes(tag.ResourceId ?? '');
    case 'key':
      return Values.includes(tag.Key ?? '');
    case 'value':
      return Values.includes(tag.Value ?? '');
    case 'propagate-at-launch':
      return Values.includes(String(tag.PropagateAtLaunch));
    default:
      throw new AwsError('ValidationError', `Filter type ${Name} is not correct.`);
  }
}
