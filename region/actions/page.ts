import { AwsError } from '../protocol/aws-error.ts';
import { digestOf } from './item-digest.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Undefined on the last page. */
  readonly next: string | undefined;
}

/**
 * Cuts one page out of a list. A token names the last things of the page before, and is opaque to whoever is given it: the next
 * page begins after the last of them that is still there, whatever was made and removed meanwhile, also by a region that was
 * started again.
 *
 * @throws AwsError `code` when the token is none of ours
 */
export function pageOf<Item>(
  items: readonly Item[],
  token: string | undefined,
  size: number,
  code: string,
): Page<Item> {
  const start = token === undefined ? 0 : startAfter(items, read(token, code));
  const end = start + size;
  return { items: items.slice(start, end), next: end < items.length ? tokenAt(items, end) : undefined };
}

interface Bookmark {
  /** Where the next page began when the token was made. */
  readonly index: number;
  /** What the last things before it are told by, the last one first. */
  readonly after: readonly string[];
}

/** As many may be removed between two pages, all next to each other, without anything being told twice or left out. */
const REMEMBERED = 50;

function tokenAt(items: readonly unknown[], index: number): string {
  const last = items.slice(Math.max(0, index - REMEMBERED), index).toReversed();
  const bookmark: Bookmark = { index, after: last.map(digestOf) };
  return Buffer.from(JSON.stringify(bookmark)).toString('base64');
}

function startAfter(items: readonly unknown[], { index, after }: Bookmark): number {
  if (index <= items.length && digestOf(items[index - 1]) === after[0]) return index;
  const digests = items.map(digestOf);
  for (const digest of after) {
    const at = digests.lastIndexOf(digest);
    if (at >= 0) return at + 1;
  }
  return Math.max(0, index - after.length);
}

function read(token: string, code: string): Bookmark {
  const bookmark = parsed(Buffer.from(token, 'base64').toString());
  if (bookmark === undefined) throw new AwsError(code, `The token '${token}' is invalid.`);
  return bookmark;
}

function parsed(text: string): Bookmark | undefined {
  try {
    const { index, after } = JSON.parse(text) as Partial<Bookmark>;
    const sound = Number.isSafeInteger(index) && Array.isArray(after) && after.length > 0;
    return sound && index !== undefined && index > 0 ? { index, after: after.map(String) } : undefined;
  } catch {
    return undefined;
  }
}
