import type { Filter } from '@aws-sdk/client-ec2';

import type { Tags } from '../../model/ec2/state.ts';
import { AwsError } from '../../protocol/aws-error.ts';

/** What things of a kind can be filtered by: for each name of a filter, the values that a thing has there. */
export type Fields<Thing> = Readonly<Record<string, (thing: Thing) => Value | readonly Value[]>>;

type Value = string | number | boolean | undefined;

/**
 * The things that pass all filters; a filter is passed by any of its values, in which `*` and `?` are wildcards. Besides its
 * own fields a thing is found by its tags: `tag:<key>`, `tag-key`.
 *
 * @throws AwsError InvalidParameterValue for a filter that the region does not know
 */
export function filtered<Thing>(
  things: readonly Thing[],
  filters: readonly Filter[] | undefined,
  fields: Fields<Thing>,
  tags: (thing: Thing) => Tags = () => ({}),
): Thing[] {
  const tests = (filters ?? []).map((filter) => testOf(filter, fields, tags));
  return things.filter((thing) => tests.every((test) => test(thing)));
}

function testOf<Thing>(
  { Name = '', Values = [] }: Filter,
  fields: Fields<Thing>,
  tags: (thing: Thing) => Tags,
): (thing: Thing) => boolean {
  const patterns = Values.map(patternOf);
  const valuesOf = readerOf(Name, fields, tags);
  return (thing) => {
    const values = [valuesOf(thing)].flat().filter((value) => value !== undefined);
    return values.some((value) => patterns.some((pattern) => pattern.test(String(value))));
  };
}

function readerOf<Thing>(
  name: string,
  fields: Fields<Thing>,
  tags: (thing: Thing) => Tags,
): (thing: Thing) => Value | readonly Value[] {
  if (name.startsWith('tag:')) return (thing) => tags(thing)[name.slice('tag:'.length)];
  if (name === 'tag-key') return (thing) => Object.keys(tags(thing));
  const field = fields[name];
  if (field !== undefined) return field;
  throw new AwsError('InvalidParameterValue', `The filter '${name}' is invalid`);
}

/** `*` is any text, `?` any character, and a backslash takes the next one as it is [UG]. */
function patternOf(value: string): RegExp {
  const source = value.replace(/\\.|[\s\S]/g, (part) => {
    if (part === '*') return '[\\s\\S]*';
    if (part === '?') return '[\\s\\S]';
    return part.slice(-1).replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
  });
  return new RegExp(`^(?:${source})$`);
}
