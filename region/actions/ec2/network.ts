import type * as sdk from '@aws-sdk/client-ec2';

import { type Subnet, findSubnet, freeAddresses, subnets, vpcId } from '../../model/ec2/subnets.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { filtered } from './filters.ts';
import { paged } from './paged.ts';

export const describeRegions = action<sdk.DescribeRegionsRequest, sdk.DescribeRegionsResult>(
  ['RegionNames', 'Filters', 'AllRegions'],
  (region, input) => {
    const { names } = region.realm;
    const unknown = input.RegionNames?.find((name) => !names.includes(name));
    if (unknown !== undefined) {
      throw new AwsError('InvalidParameterValue', `Invalid region name(s): [${unknown}]`);
    }
    const endpoint = `127.0.0.1:${region.network.port}`;
    const asked = names.filter((name) => input.RegionNames?.includes(name) ?? true);
    const all = asked.map((name) => ({
      RegionName: name,
      Endpoint: endpoint,
      OptInStatus: 'opt-in-not-required',
    }));
    const fields = {
      'region-name': ({ RegionName }: sdk.Region) => RegionName,
      endpoint: () => endpoint,
      'opt-in-status': () => 'opt-in-not-required',
    };
    return { Regions: filtered(all, input.Filters, fields) };
  },
);

/** AllAvailabilityZones changes nothing: all zones of the region are open. */
export const describeAvailabilityZones = action<
  sdk.DescribeAvailabilityZonesRequest,
  sdk.DescribeAvailabilityZonesResult
>(['ZoneNames', 'Filters', 'AllAvailabilityZones'], (region, input) => {
  const zones = subnets(region).map((subnet) => zoneView(region, subnet));
  const missing = input.ZoneNames?.find((name) => !zones.some(({ ZoneName }) => ZoneName === name));
  if (missing !== undefined) {
    throw new AwsError('InvalidParameterValue', `Invalid availability zone: [${missing}]`);
  }
  const named = zones.filter(({ ZoneName = '' }) => input.ZoneNames?.includes(ZoneName) ?? true);
  const fields = {
    'zone-name': (zone: sdk.AvailabilityZone) => zone.ZoneName,
    'zone-id': (zone: sdk.AvailabilityZone) => zone.ZoneId,
    'region-name': () => region.name,
    state: () => 'available',
  };
  return { AvailabilityZones: filtered(named, input.Filters, fields) };
});

function zoneView(region: Region, { zone, zoneId }: Subnet): sdk.AvailabilityZone {
  return {
    ZoneName: zone,
    ZoneId: zoneId,
    RegionName: region.name,
    State: 'available',
    ZoneType: 'availability-zone',
    OptInStatus: 'opt-in-not-required',
  };
}

export const describeSubnets = action<sdk.DescribeSubnetsRequest, sdk.DescribeSubnetsResult>(
  ['SubnetIds', 'Filters', 'MaxResults', 'NextToken'],
  (region, input) => {
    const named = input.SubnetIds?.map((id) => findSubnet(region, id)) ?? subnets(region);
    const fields = {
      'subnet-id': (subnet: Subnet) => subnet.subnetId,
      'vpc-id': () => vpcId(region),
      'availability-zone': (subnet: Subnet) => subnet.zone,
      'availability-zone-id': (subnet: Subnet) => subnet.zoneId,
      'cidr-block': (subnet: Subnet) => subnet.cidr,
      'default-for-az': () => true,
      defaultForAz: () => true,
      state: () => 'available',
    };
    const { items, token } = paged(filtered(named, input.Filters, fields), input);
    return { Subnets: items.map((subnet) => subnetView(region, subnet)), ...token };
  },
);

function subnetView(region: Region, subnet: Subnet): sdk.Subnet {
  return {
    SubnetId: subnet.subnetId,
    SubnetArn: `arn:aws:ec2:${region.name}:${region.accountId}:subnet/${subnet.subnetId}`,
    VpcId: vpcId(region),
    OwnerId: region.accountId,
    AvailabilityZone: subnet.zone,
    AvailabilityZoneId: subnet.zoneId,
    CidrBlock: subnet.cidr,
    AvailableIpAddressCount: freeAddresses(region, subnet),
    DefaultForAz: true,
    MapPublicIpOnLaunch: true,
    AssignIpv6AddressOnCreation: false,
    State: 'available',
  };
}
