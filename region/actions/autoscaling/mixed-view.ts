import type { MixedInstancesPolicy } from '@aws-sdk/client-auto-scaling';

import type { LaunchChoice } from '../../model/autoscaling/state.ts';
import { templateView } from './template-view.ts';

/** The policy as AWS shows it, with what it has by default [M]. */
export function mixedView({ mixed, ...template }: LaunchChoice): MixedInstancesPolicy | undefined {
  if (mixed === undefined) return undefined;
  return {
    LaunchTemplate: {
      LaunchTemplateSpecification: templateView(template),
      Overrides: mixed.types.map((type) => ({ InstanceType: type })),
    },
    InstancesDistribution: {
      OnDemandAllocationStrategy: 'prioritized',
      OnDemandBaseCapacity: mixed.onDemandBase,
      OnDemandPercentageAboveBaseCapacity: 100,
      SpotAllocationStrategy: 'lowest-price',
      SpotInstancePools: 2,
    },
  };
}
