import type { LaunchInstancesRequest } from '@aws-sdk/client-auto-scaling';

import type { Group } from '../../model/autoscaling/state.ts';
import { placesOf, type Place } from '../../model/autoscaling/zones.ts';
import { findSubnet } from '../../model/ec2/subnets.ts';
import type { Checked } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';

/**
 * Where LaunchInstances launches: one zone, by its name or its id, one subnet, or a subnet and its zone, of those of the group. A
 * group of one zone needs none of them [M].
 *
 * @throws AwsError ValidationError
 */
export function placeAsked(region: Region, group: Group, input: Checked<LaunchInstancesRequest>): Place {
  const { AvailabilityZones: names, AvailabilityZoneIds: ids, SubnetIds: subnets } = input;
  if (names !== undefined && ids !== undefined) {
    throw invalid('You cannot specify both AvailabilityZones and AvailabilityZoneIds.');
  }
  const subnet = onlyOne('SubnetIds', subnets);
  const zone =
    onlyOne('AvailabilityZones', names) ?? zoneCalled(region, group, onlyOne('AvailabilityZoneIds', ids));
  const candidates =
    subnet === undefined
      ? placesOf(region, group)
      : group.subnets
          .filter((subnetId) => subnetId === subnet)
          .map((subnetId) => ({ zone: findSubnet(region, subnetId).zone, subnetId }));
  const wanted = candidates.filter((place) => zone === undefined || place.zone === zone);
  const [place] = wanted;
  if (place !== undefined && wanted.length === 1) return place;
  throw invalid('You must specify exactly one Availability Zone or subnet of the Auto Scaling group.');
}

/** Each list takes one [M]. */
function onlyOne(name: string, asked: readonly string[] | undefined): string | undefined {
  if (asked === undefined || asked.length === 1) return asked?.[0];
  throw invalid(`${name} takes exactly one value, not ${asked.length}.`);
}

function zoneCalled(region: Region, group: Group, zoneId: string | undefined): string | undefined {
  if (zoneId === undefined) return undefined;
  const subnets = group.subnets.map((id) => findSubnet(region, id));
  return subnets.find((subnet) => subnet.zoneId === zoneId)?.zone ?? zoneId;
}

function invalid(why: string): AwsError {
  return new AwsError('ValidationError', why);
}
