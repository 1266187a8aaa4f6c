import { AwsError } from '../../protocol/aws-error.ts';

/** What a group is made and updated with. */
export const ZONE_DISTRIBUTION = 'AvailabilityZoneDistribution.CapacityDistributionStrategy';

/**
 * How a group is spread over its zones. `balanced-best-effort` is AWS's way where nothing is said [M], and the region's only one:
 * a zone that fails to launch gives its share to the others.
 *
 * @throws AwsError for the other, under which a zone that fails to launch is tried again and again
 */
export function checkZoneDistribution(
  asked: { readonly CapacityDistributionStrategy?: string | undefined } | undefined,
): void {
  const strategy = asked?.CapacityDistributionStrategy ?? 'balanced-best-effort';
  if (strategy === 'balanced-best-effort') return;
  throw new AwsError(
    'ValidationError',
    `The local region does not model the capacity distribution strategy ${strategy}`,
  );
}
