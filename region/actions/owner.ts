import type { Region } from '../region.ts';

/** Whoever holds the region's access key, as IAM would name them. */
export function ownerArn({ accountId }: Region): string {
  return `arn:aws:iam::${accountId}:user/local`;
}
