import type * as sdk from '@aws-sdk/client-ec2';

import { mergedTags, tagsOf } from '../../model/ec2/tag-specifications.ts';
import { allTagged, findTagged } from '../../model/ec2/tagged.ts';
import { action } from '../../protocol/action.ts';
import { filtered } from './filters.ts';
import { paged } from './paged.ts';

export const createTags = action<sdk.CreateTagsRequest, object>(['Resources', 'Tags'], (region, input) => {
  const added = tagsOf(input.Tags);
  const merged = findTagged(region, input.Resources).map(({ holder }) => ({
    holder,
    tags: mergedTags(holder.tags, added),
  }));
  for (const { holder, tags } of merged) holder.tags = tags;
  return {};
});

/** Without Tags: all but AWS's own. With a value: only where it is the tag's value [UG]. */
export const deleteTags = action<sdk.DeleteTagsRequest, object>(['Resources', 'Tags'], (region, input) => {
  for (const { holder } of findTagged(region, input.Resources)) {
    const kept = Object.entries(holder.tags).filter(([key, value]) => !isNamed(input.Tags, key, value));
    holder.tags = Object.fromEntries(kept);
  }
  return {};
});

function isNamed(tags: readonly sdk.Tag[] | undefined, key: string, value: string): boolean {
  if (tags === undefined) return !key.startsWith('aws:');
  return tags.some((tag) => tag.Key === key && (tag.Value === undefined || tag.Value === value));
}

export const describeTags = action<sdk.DescribeTagsRequest, sdk.DescribeTagsResult>(
  ['Filters', 'MaxResults', 'NextToken'],
  (region, input) => {
    const all = allTagged(region).flatMap(({ id, type, holder }) =>
      Object.entries(holder.tags).map(([key, value]) => ({ id, type, key, value })),
    );
    type Line = (typeof all)[number];
    const fields = {
      'resource-id': (line: Line) => line.id,
      'resource-type': (line: Line) => line.type,
      key: (line: Line) => line.key,
      value: (line: Line) => line.value,
    };
    const { items, token } = paged(filtered(all, input.Filters, fields), input);
    const tags = items.map(({ id, type, key, value }) => ({
      ResourceId: id,
      ResourceType: type as sdk.ResourceType,
      Key: key,
      Value: value,
    }));
    return { Tags: tags, ...token };
  },
);
