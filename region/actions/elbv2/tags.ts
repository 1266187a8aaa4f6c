import type * as sdk from '@aws-sdk/client-elastic-load-balancing-v2';

import { listenerOf, loadBalancerOf, ruleOf, targetGroupOf } from '../../model/balancing/find.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';

type Tags = Record<string, string>;

export const addTags = action<sdk.AddTagsInput, sdk.AddTagsOutput>(
  ['ResourceArns', 'Tags'],
  (region, input) => {
    for (const resource of input.ResourceArns.map((arn) => tagged(region, arn))) {
      resource.tags = mergeTags(resource.tags, input.Tags);
    }
    return {};
  },
);

export const removeTags = action<sdk.RemoveTagsInput, sdk.RemoveTagsOutput>(
  ['ResourceArns', 'TagKeys'],
  (region, input) => {
    for (const resource of input.ResourceArns.map((arn) => tagged(region, arn))) {
      const kept = Object.entries(resource.tags).filter(([key]) => !input.TagKeys.includes(key));
      resource.tags = Object.fromEntries(kept);
    }
    return {};
  },
);

export const describeTags = action<sdk.DescribeTagsInput, sdk.DescribeTagsOutput>(
  ['ResourceArns'],
  (region, input) => ({
    TagDescriptions: input.ResourceArns.map((arn) => ({
      ResourceArn: arn,
      Tags: Object.entries(tagged(region, arn).tags).map(([Key, Value]) => ({ Key, Value })),
    })),
  }),
);

const MOST = 50;

/**
 * Tags with others added or put in the place of those of the same key.
 *
 * @throws AwsError TooManyTags, DuplicateTagKeys, ValidationError
 */
export function mergeTags(tags: Tags, added: readonly sdk.Tag[]): Tags {
  const keys = added.map(({ Key }) => Key ?? '');
  if (new Set(keys).size < keys.length)
    throw new AwsError('DuplicateTagKeys', 'A tag key was specified more than once');
  for (const { Key, Value } of added) checkTag(Key ?? '', Value ?? '');
  const merged = { ...tags, ...Object.fromEntries(added.map(({ Key, Value }) => [Key ?? '', Value ?? ''])) };
  if (Object.keys(merged).length > MOST) {
    throw new AwsError('TooManyTags', `The limit of ${MOST} tags for this resource has been reached`);
  }
  return merged;
}

/** A key of 1 to 128 characters, a value of at most 256, and `aws:` is AWS's own [M]. */
function checkTag(key: string, value: string): void {
  if (key.length >= 1 && key.length <= 128 && value.length <= 256 && !/^aws:/i.test(key)) return;
  throw new AwsError(
    'ValidationError',
    `The tag '${key}' is not valid: a key has 1 to 128 characters and does not begin with aws:, a value has at most 256`,
  );
}

function tagged(region: Region, arn: string): { tags: Tags } {
  if (arn.includes(':loadbalancer/')) return loadBalancerOf(region, arn);
  if (arn.includes(':targetgroup/')) return targetGroupOf(region, arn);
  if (arn.includes(':listener/')) return listenerOf(region, arn);
  if (arn.includes(':listener-rule/')) return ruleOf(region, arn);
  throw new AwsError(
    'ValidationError',
    `'${arn}' is not a valid load balancer, target group, listener or rule ARN`,
  );
}
