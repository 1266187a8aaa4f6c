import { createHash } from 'node:crypto';

/** Members that say which thing a thing is, and do not change while it is there: ids, names, ARNs, keys, numbers. */
const IDENTIFYING = /(?:id|name|arn|key|number)$/i;

/**
 * A few letters that a thing of a list is told by among the others, for as long as it is there: made of what identifies it, or
 * what is right in it where it has no name itself, and of nothing that changes.
 */
export function digestOf(item: unknown): string {
  const own = identityOf(item);
  const identity = own.length > 0 || !isRecord(item) ? own : Object.values(item).map(identityOf);
  const text = JSON.stringify(isRecord(item) ? identity : [item]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 10);
}

function identityOf(item: unknown): [string, unknown][] {
  if (!isRecord(item)) return [];
  return Object.entries(item).filter(([name, value]) => typeof value !== 'object' && IDENTIFYING.test(name));
}

function isRecord(item: unknown): item is Readonly<Record<string, unknown>> {
  return typeof item === 'object' && item !== null && !Array.isArray(item);
}
