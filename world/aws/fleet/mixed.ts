import type { MixedInstancesPolicy } from '@aws-sdk/client-auto-scaling';

/** A mixed instances policy in plain values. */
export interface Mixed {
  /** The types of its overrides, in their order; with none, that of the template. */
  readonly types: readonly string[];
  /** Whether an instance of some type counts as more than one. */
  readonly weighted: boolean;
  /** Whether it names attributes in place of types. */
  readonly byAttributes: boolean;
  /** Whether some override has a launch template or an image of its own. */
  readonly ownTemplates: boolean;
  readonly purchase: 'on-demand' | 'spot' | 'both';
  /** As AWS gave it: who writes another version of the template sends the rest back unchanged. */
  readonly asRead: MixedInstancesPolicy;
}

export function mixedSeen(policy: MixedInstancesPolicy): Mixed {
  const overrides = policy.LaunchTemplate?.Overrides ?? [];
  return {
    types: overrides.flatMap(({ InstanceType: type }) => type ?? []),
    weighted: overrides.some(({ WeightedCapacity: weight }) => (weight ?? '1') !== '1'),
    byAttributes: overrides.some(({ InstanceRequirements }) => InstanceRequirements !== undefined),
    ownTemplates: overrides.some(
      ({ LaunchTemplateSpecification: template, ImageId: image }) => (template ?? image) !== undefined,
    ),
    purchase: purchaseOf(policy),
    asRead: policy,
  };
}

function purchaseOf({ InstancesDistribution: distribution = {} }: MixedInstancesPolicy): Mixed['purchase'] {
  // AWS's default: all of them on demand.
  const { OnDemandBaseCapacity: base = 0, OnDemandPercentageAboveBaseCapacity: above = 100 } = distribution;
  if ((distribution.DistributionSegments ?? []).length > 0) return 'both';
  if (above === 100) return 'on-demand';
  return above === 0 && base === 0 ? 'spot' : 'both';
}
