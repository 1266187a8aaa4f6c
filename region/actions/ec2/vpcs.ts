import type * as sdk from '@aws-sdk/client-ec2';

import { vpcId } from '../../model/ec2/subnets.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { filtered } from './filters.ts';
import { paged } from './paged.ts';

/** The region's one VPC, as an account's default one is. */
export const describeVpcs = action<sdk.DescribeVpcsRequest, sdk.DescribeVpcsResult>(
  ['VpcIds', 'Filters', 'MaxResults', 'NextToken'],
  (region, input) => {
    for (const id of input.VpcIds ?? []) checkVpc(region, id);
    const vpc: sdk.Vpc = {
      VpcId: vpcId(region),
      CidrBlock: `${region.network.privatePrefix}.0.0/16`,
      State: 'available',
      IsDefault: true,
      InstanceTenancy: 'default',
      OwnerId: region.accountId,
    };
    const fields = {
      'vpc-id': () => vpc.VpcId,
      cidr: () => vpc.CidrBlock,
      'is-default': () => true,
      isDefault: () => true,
      state: () => 'available',
    };
    const { items, token } = paged(filtered([vpc], input.Filters, fields), input);
    return { Vpcs: items, ...token };
  },
);

/** What a default VPC has, one attribute a call [M]. */
export const describeVpcAttribute = action<sdk.DescribeVpcAttributeRequest, sdk.DescribeVpcAttributeResult>(
  ['VpcId', 'Attribute'],
  (region, { VpcId, Attribute }) => {
    checkVpc(region, VpcId);
    switch (Attribute) {
      case 'enableDnsSupport':
        return { VpcId, EnableDnsSupport: { Value: true } };
      case 'enableDnsHostnames':
        return { VpcId, EnableDnsHostnames: { Value: true } };
      case 'enableNetworkAddressUsageMetrics':
        return { VpcId, EnableNetworkAddressUsageMetrics: { Value: false } };
    }
  },
);

/** The main route table, which sends what is not for the VPC itself to the internet. */
export const describeRouteTables = action<sdk.DescribeRouteTablesRequest, sdk.DescribeRouteTablesResult>(
  ['RouteTableIds', 'Filters', 'MaxResults', 'NextToken'],
  (region, input) => {
    const table = mainRouteTable(region);
    const missing = input.RouteTableIds?.find((id) => id !== table.RouteTableId);
    if (missing !== undefined) {
      throw new AwsError('InvalidRouteTableID.NotFound', `The routeTable ID '${missing}' does not exist`);
    }
    const fields = {
      'route-table-id': () => table.RouteTableId,
      'vpc-id': () => table.VpcId,
      'association.main': () => true,
    };
    const { items, token } = paged(filtered([table], input.Filters, fields), input);
    return { RouteTables: items, ...token };
  },
);

function mainRouteTable(region: Region): sdk.RouteTable {
  const suffix = vpcId(region).slice('vpc-'.length);
  const RouteTableId = `rtb-${suffix}`;
  return {
    RouteTableId,
    VpcId: vpcId(region),
    OwnerId: region.accountId,
    Associations: [
      {
        Main: true,
        RouteTableAssociationId: `rtbassoc-${suffix}`,
        RouteTableId,
        AssociationState: { State: 'associated' },
      },
    ],
    Routes: [
      {
        DestinationCidrBlock: `${region.network.privatePrefix}.0.0/16`,
        GatewayId: 'local',
        Origin: 'CreateRouteTable',
        State: 'active',
      },
      {
        DestinationCidrBlock: '0.0.0.0/0',
        GatewayId: `igw-${suffix}`,
        Origin: 'CreateRoute',
        State: 'active',
      },
    ],
  };
}

function checkVpc(region: Region, id: string): void {
  if (id === vpcId(region)) return;
  throw new AwsError('InvalidVpcID.NotFound', `The vpc ID '${id}' does not exist`);
}
