import type * as sdk from '@aws-sdk/client-ec2';

import type { Instance } from '../../model/ec2/state.ts';
import { vpcId } from '../../model/ec2/subnets.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { filtered } from './filters.ts';
import { paged } from './paged.ts';

/** The one interface of each instance that is not terminated: there are no others (on AWS a load balancer has some too). */
export const describeNetworkInterfaces = action<
  sdk.DescribeNetworkInterfacesRequest,
  sdk.DescribeNetworkInterfacesResult
>(['NetworkInterfaceIds', 'Filters', 'MaxResults', 'NextToken'], (region, input) => {
  const living = region.state.ec2.instances.filter(({ state }) => state !== 'terminated');
  const missing = input.NetworkInterfaceIds?.find(
    (id) => !living.some(({ networkInterfaceId }) => networkInterfaceId === id),
  );
  if (missing !== undefined) {
    throw new AwsError(
      'InvalidNetworkInterfaceID.NotFound',
      `The networkInterface ID '${missing}' does not exist`,
    );
  }
  const named = living.filter(
    ({ networkInterfaceId }) => input.NetworkInterfaceIds?.includes(networkInterfaceId) ?? true,
  );
  const { items, token } = paged(filtered(named, input.Filters, fieldsOf(region)), input);
  return { NetworkInterfaces: items.map((instance) => interfaceView(region, instance)), ...token };
});

function fieldsOf(region: Region) {
  return {
    'network-interface-id': ({ networkInterfaceId }: Instance) => networkInterfaceId,
    'attachment.instance-id': ({ instanceId }: Instance) => instanceId,
    'availability-zone': ({ zone }: Instance) => zone,
    'group-id': ({ securityGroups }: Instance) => securityGroups,
    'private-ip-address': ({ privateAddress }: Instance) => privateAddress,
    'subnet-id': ({ subnetId }: Instance) => subnetId,
    'vpc-id': () => vpcId(region),
    description: () => '',
    status: () => 'in-use',
  };
}

function interfaceView(region: Region, instance: Instance): sdk.NetworkInterface {
  return {
    NetworkInterfaceId: instance.networkInterfaceId,
    InterfaceType: 'interface',
    Status: 'in-use',
    Description: '',
    OwnerId: region.accountId,
    VpcId: vpcId(region),
    SubnetId: instance.subnetId,
    AvailabilityZone: instance.zone,
    PrivateIpAddress: instance.privateAddress,
    Groups: instance.securityGroups.map((GroupId) => ({ GroupId })),
    Attachment: {
      InstanceId: instance.instanceId,
      InstanceOwnerId: region.accountId,
      DeviceIndex: 0,
      DeleteOnTermination: true,
      Status: 'attached',
      AttachTime: new Date(instance.launched),
    },
  };
}
