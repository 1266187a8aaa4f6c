import { AwsError } from '../../protocol/aws-error.ts';
import type { Tags } from './state.ts';

/** A tag as the wire has it. */
export interface WireTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** What a call that makes things says about their tags. */
export interface TagSpecification {
  readonly ResourceType?: string | undefined;
  readonly Tags?: readonly WireTag[] | undefined;
}

/** The tags that a call asks for on the resources of one type. */
export function tagsFor(specifications: readonly TagSpecification[] | undefined, type: string): Tags {
  const fitting = (specifications ?? []).filter(({ ResourceType }) => ResourceType === type);
  return Object.assign({}, ...fitting.map((one) => tagsOf(one.Tags))) as Tags;
}

/** @throws AwsError where AWS would not have such a tag */
export function tagsOf(tags: readonly WireTag[] | undefined): Tags {
  return Object.fromEntries((tags ?? []).map(({ Key = '', Value = '' }) => checked(Key, Value)));
}

/** A key of 1 to 128 characters that is not AWS's own, a value of at most 256 [UG]. */
function checked(key: string, value: string): [string, string] {
  if (key === '') throw new AwsError('InvalidParameterValue', 'Tag key cannot be empty');
  if (key.length > 128) throw tooLong('key', 128);
  if (value.length > 256) throw tooLong('value', 256);
  if (!key.toLowerCase().startsWith('aws:')) return [key, value];
  throw new AwsError('InvalidParameterValue', "Tag keys starting with 'aws:' are reserved for internal use");
}

function tooLong(part: string, most: number): AwsError {
  return new AwsError(
    'InvalidParameterValue',
    `Tag ${part} exceeds the maximum length of ${most} characters`,
  );
}

/** @throws AwsError InvalidParameterValue where tags are asked for on what the action does not make */
export function checkTagTypes(
  specifications: readonly TagSpecification[] | undefined,
  types: readonly string[],
): void {
  for (const { ResourceType = '' } of specifications ?? []) {
    if (types.includes(ResourceType)) continue;
    throw new AwsError(
      'InvalidParameterValue',
      `'${ResourceType}' is not a valid taggable resource type for this operation.`,
    );
  }
}

const MOST_TAGS = 50;

/** Tags with others added or put in their place. @throws AwsError TagLimitExceeded; AWS's own tags do not count */
export function mergedTags(tags: Tags, added: Tags): Tags {
  const merged = { ...tags, ...added };
  const counted = Object.keys(merged).filter((key) => !key.startsWith('aws:')).length;
  if (counted <= MOST_TAGS) return merged;
  throw new AwsError('TagLimitExceeded', `More than ${MOST_TAGS} tags specified`);
}

/** The other way: tags as the wire has them. */
export function wireTags(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
