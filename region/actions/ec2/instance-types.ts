import type * as sdk from '@aws-sdk/client-ec2';

import { type InstanceType, findInstanceType, instanceTypes } from '../../model/ec2/instance-types.ts';
import { subnets } from '../../model/ec2/subnets.ts';
import { action } from '../../protocol/action.ts';
import { filtered } from './filters.ts';
import { paged } from './paged.ts';

export const describeInstanceTypes = action<
  sdk.DescribeInstanceTypesRequest,
  sdk.DescribeInstanceTypesResult
>(['InstanceTypes', 'Filters', 'MaxResults', 'NextToken'], (_region, input) => {
  const named = input.InstanceTypes?.map((name) => findInstanceType(name)) ?? instanceTypes;
  const fields = {
    'instance-type': (type: InstanceType) => type.name,
    'processor-info.supported-architecture': (type: InstanceType) => type.architecture,
    'burstable-performance-supported': (type: InstanceType) => type.burstable,
    'current-generation': () => true,
  };
  const { items, token } = paged(filtered(named, input.Filters, fields), input);
  return { InstanceTypes: items.map(typeView), ...token };
});

function typeView(type: InstanceType): sdk.InstanceTypeInfo {
  return {
    InstanceType: type.name as sdk._InstanceType,
    CurrentGeneration: true,
    FreeTierEligible: false,
    BareMetal: false,
    Hypervisor: 'nitro',
    BurstablePerformanceSupported: type.burstable,
    SupportedRootDeviceTypes: ['ebs'],
    SupportedUsageClasses: ['on-demand'],
    SupportedVirtualizationTypes: ['hvm'],
    SupportedBootModes: ['uefi'],
    ProcessorInfo: { SupportedArchitectures: [type.architecture] },
    VCpuInfo: { DefaultVCpus: type.cpus },
    MemoryInfo: { SizeInMiB: type.memoryMiB },
  };
}

/** Every type is offered everywhere. */
export const describeInstanceTypeOfferings = action<
  sdk.DescribeInstanceTypeOfferingsRequest,
  sdk.DescribeInstanceTypeOfferingsResult
>(['LocationType', 'Filters', 'MaxResults', 'NextToken'], (region, input) => {
  const kind = input.LocationType ?? 'region';
  const zones = subnets(region);
  const locations = {
    region: [region.name],
    'availability-zone': zones.map(({ zone }) => zone),
    'availability-zone-id': zones.map(({ zoneId }) => zoneId),
    outpost: [],
  }[kind];
  const all = locations.flatMap((location) => instanceTypes.map(({ name }) => ({ location, name })));
  const fields = {
    location: (offering: { location: string }) => offering.location,
    'instance-type': (offering: { name: string }) => offering.name,
  };
  const { items, token } = paged(filtered(all, input.Filters, fields), input);
  const offerings = items.map(({ location, name }) => ({
    InstanceType: name as sdk._InstanceType,
    LocationType: kind,
    Location: location,
  }));
  return { InstanceTypeOfferings: offerings, ...token };
});
