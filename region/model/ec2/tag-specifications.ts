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

export function tagsOf(tags: readonly WireTag[] | undefined): Tags {
  return Object.fromEntries((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}

/** The other way: tags as the wire has them. */
export function wireTags(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
