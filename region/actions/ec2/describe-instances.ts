import type * as sdk from '@aws-sdk/client-ec2';

import { findInstances } from '../../model/ec2/instance.ts';
import type { Instance } from '../../model/ec2/state.ts';
import { vpcId } from '../../model/ec2/subnets.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { type Fields, filtered } from './filters.ts';
import { STATE_CODES, hasPublicAddress, instanceView } from './instance-view.ts';
import { paged } from './paged.ts';

export const describeInstances = action<sdk.DescribeInstancesRequest, sdk.DescribeInstancesResult>(
  ['InstanceIds', 'Filters', 'MaxResults', 'NextToken'],
  (region, input) => {
    const chosen = chooseInstances(region, input, fieldsOf(region));
    const { items, token } = paged(chosen, input);
    return { Reservations: reservationsOf(region, items), ...token };
  },
);

/** A page counts instances; those of one reservation that are on it stand together. */
function reservationsOf(region: Region, instances: readonly Instance[]): sdk.Reservation[] {
  const reservations = Map.groupBy(instances, ({ reservationId }) => reservationId);
  return [...reservations].map(([id, members]) => reservationView(region, id, members));
}

export function reservationView(region: Region, id: string, members: readonly Instance[]): sdk.Reservation {
  const instances = members.map((member, index) => ({
    ...instanceView(region, member),
    AmiLaunchIndex: index,
  }));
  return { ReservationId: id, OwnerId: region.accountId, Groups: [], Instances: instances };
}

interface Choice {
  readonly InstanceIds?: readonly string[] | undefined;
  readonly Filters?: readonly sdk.Filter[] | undefined;
  readonly MaxResults?: number | undefined;
}

/** Those of the ids, or all, that pass the filters. @throws AwsError InvalidParameterCombination, as `findInstances` and `filtered` */
export function chooseInstances(
  region: Region,
  { InstanceIds, Filters, MaxResults }: Choice,
  fields: Fields<Instance>,
): Instance[] {
  if (InstanceIds !== undefined && MaxResults !== undefined) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameter instancesSet cannot be used with the parameter maxResults',
    );
  }
  const named = InstanceIds === undefined ? region.state.ec2.instances : findInstances(region, InstanceIds);
  return filtered(named, Filters, fields, ({ tags }) => tags);
}

/** What instances can be filtered by. */
export function fieldsOf(region: Region): Fields<Instance> {
  return {
    'instance-id': (instance) => instance.instanceId,
    'instance-state-name': (instance) => instance.state,
    'instance-state-code': (instance) => STATE_CODES[instance.state],
    'instance-type': (instance) => instance.instanceType,
    'image-id': (instance) => instance.imageId,
    'key-name': (instance) => instance.keyName,
    'reservation-id': (instance) => instance.reservationId,
    'availability-zone': (instance) => instance.zone,
    'subnet-id': (instance) => instance.subnetId,
    'vpc-id': () => vpcId(region),
    'private-ip-address': (instance) => instance.privateAddress,
    'ip-address': (instance) => (hasPublicAddress(instance) ? instance.publicAddress : undefined),
    'instance.group-id': (instance) => instance.securityGroups,
    architecture: (instance) => instance.architecture,
  };
}
