import { AwsError } from '../../protocol/aws-error.ts';
import { pageOf } from '../page.ts';

interface Paging {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** The largest page, and the one that is given where nothing is said. */
const MOST = 1000;

/**
 * One page of a list, as EC2 cuts it.
 *
 * @param least the smallest MaxResults that the action takes
 * @returns the items, and `token`: `{NextToken}` where there are more, `{}` on the last page
 * @throws AwsError InvalidParameterValue, InvalidNextToken
 */
export function paged<Item>(
  items: readonly Item[],
  { MaxResults, NextToken }: Paging,
  least = 5,
): { readonly items: Item[]; readonly token: { NextToken?: string } } {
  if (MaxResults !== undefined && MaxResults < least) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ( ${MaxResults} ) for parameter maxResults is invalid. Expecting a value greater than or equal to ${least}.`,
    );
  }
  const page = pageOf(items, NextToken, Math.min(MaxResults ?? MOST, MOST), 'InvalidNextToken');
  return { items: [...page.items], token: page.next === undefined ? {} : { NextToken: page.next } };
}
