import type {
  InstancesDistribution,
  LaunchTemplateSpecification,
  MixedInstancesPolicy,
} from '@aws-sdk/client-auto-scaling';

import type { LaunchChoice, TemplateChoice } from '../../model/autoscaling/state.ts';
import { planLaunch } from '../../model/ec2/launch.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { invalidTemplate, templateChoice } from './settings.ts';

/** The members of a mixed instances policy that the region takes: one template, and other types of instance for it. */
export const mixedPolicyMembers = [
  'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification',
  'MixedInstancesPolicy.LaunchTemplate.Overrides.InstanceType',
  'MixedInstancesPolicy.InstancesDistribution.OnDemandAllocationStrategy',
  'MixedInstancesPolicy.InstancesDistribution.OnDemandBaseCapacity',
  'MixedInstancesPolicy.InstancesDistribution.OnDemandPercentageAboveBaseCapacity',
  'MixedInstancesPolicy.InstancesDistribution.SpotAllocationStrategy',
  'MixedInstancesPolicy.InstancesDistribution.SpotInstancePools',
] as const;

interface Asked {
  readonly LaunchTemplate?: LaunchTemplateSpecification | undefined;
  readonly MixedInstancesPolicy?: MixedInstancesPolicy | undefined;
}

/**
 * What a group is to launch from, by a template or by a mixed instances policy; undefined where neither is asked for.
 *
 * @throws AwsError ValidationError
 */
export function launchChoice(
  region: Region,
  { LaunchTemplate: template, MixedInstancesPolicy: policy }: Asked,
  before: LaunchChoice | undefined,
): LaunchChoice | undefined {
  if (template !== undefined && policy !== undefined) {
    throw invalid('Only one of LaunchTemplate and MixedInstancesPolicy may be given.');
  }
  if (policy !== undefined) return mixedChoice(region, policy, before);
  return template && { ...templateChoice(region, template), mixed: undefined };
}

/**
 * What a group launches by a mixed instances policy. What it does not say stays as it is, where the group has a policy already [M].
 *
 * @throws AwsError ValidationError
 */
function mixedChoice(
  region: Region,
  asked: MixedInstancesPolicy,
  before: LaunchChoice | undefined,
): LaunchChoice {
  const known = before?.mixed === undefined ? undefined : before;
  const template = asked.LaunchTemplate?.LaunchTemplateSpecification;
  const choice: TemplateChoice | undefined =
    template === undefined ? known : templateChoice(region, template);
  if (choice === undefined) throw invalid('A MixedInstancesPolicy must have a LaunchTemplateSpecification.');
  const overrides = asked.LaunchTemplate?.Overrides;
  const types = overrides?.map(({ InstanceType: type }) => type ?? '') ?? known?.mixed?.types ?? [];
  checkTypes(region, choice, types);
  const base = onDemandBase(asked.InstancesDistribution ?? {}) ?? known?.mixed?.onDemandBase ?? 0;
  const { id, name, version } = choice;
  return { id, name, version, mixed: { types, onDemandBase: base } };
}

/** [M] */
const MOST_TYPES = 40;

function checkTypes(region: Region, { id, version }: TemplateChoice, types: readonly string[]): void {
  if (types.length > MOST_TYPES)
    throw invalid(`A group has at most ${MOST_TYPES} types, not ${types.length}.`);
  if (types.includes('')) throw invalid('Each of the Overrides must have an InstanceType.');
  if (new Set(types).size < types.length) throw invalid('The InstanceTypes of the Overrides must be unique.');
  for (const type of types) {
    try {
      planLaunch(region, { template: { id, version }, data: { InstanceType: type as 't3.small' } });
    } catch (error) {
      if (error instanceof AwsError) throw invalidTemplate(error.message);
      throw error;
    }
  }
}

/** On-demand instances alone, the first type first. */
function onDemandBase(asked: InstancesDistribution): number | undefined {
  const { OnDemandAllocationStrategy: strategy = 'prioritized', OnDemandBaseCapacity: base } = asked;
  if (strategy !== 'prioritized') {
    throw invalid(`The local region does not model the OnDemandAllocationStrategy ${strategy}`);
  }
  if ((asked.OnDemandPercentageAboveBaseCapacity ?? 100) !== 100) {
    throw invalid(
      'The local region does not model Spot Instances: OnDemandPercentageAboveBaseCapacity is 100',
    );
  }
  const { SpotAllocationStrategy: spot = 'lowest-price', SpotInstancePools: pools = 2 } = asked;
  if (spot !== 'lowest-price' || pools !== 2) {
    throw invalid('The local region does not model Spot Instances: of their settings it takes the defaults');
  }
  if (base !== undefined && base < 0) throw invalid('OnDemandBaseCapacity must not be negative');
  return base;
}

function invalid(why: string): AwsError {
  return new AwsError('ValidationError', why);
}
