import { AwsError } from '../protocol/aws-error.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Undefined on the last page. */
  readonly next: string | undefined;
}

/**
 * Cuts one page out of a list. A token names the index of the page's first item, and is opaque to whoever is given it.
 *
 * @throws AwsError `code` when the token is none of ours
 */
export function pageOf<Item>(
  items: readonly Item[],
  token: string | undefined,
  size: number,
  code: string,
): Page<Item> {
  const start = token === undefined ? 0 : indexIn(token, code);
  const end = start + size;
  return { items: items.slice(start, end), next: end < items.length ? tokenOf(end) : undefined };
}

function tokenOf(index: number): string {
  return Buffer.from(`from ${index}`).toString('base64');
}

function indexIn(token: string, code: string): number {
  const index = /^from (\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1];
  if (index === undefined) throw new AwsError(code, `The token '${token}' is invalid.`);
  return Number(index);
}
