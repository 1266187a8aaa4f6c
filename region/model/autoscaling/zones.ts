import type { Region } from '../../region.ts';
import { findSubnet } from '../ec2/subnets.ts';
import { staying } from './members.ts';
import type { Group } from './state.ts';

/** Where an instance can stand. */
export interface Place {
  readonly zone: string;
  readonly subnetId: string;
}

/** One place in each zone of the group, the zone with fewest members first; in a zone with several subnets the first of them. */
export function placesOf(region: Region, group: Group): Place[] {
  const places = new Map<string, Place>();
  for (const subnetId of group.subnets) {
    const { zone } = findSubnet(region, subnetId);
    if (!places.has(zone)) places.set(zone, { zone, subnetId });
  }
  return [...places.values()].toSorted((a, b) => sizeIn(group, a.zone) - sizeIn(group, b.zone));
}

/** How many members that stay are in the zone. */
export function sizeIn(group: Group, zone: string): number {
  return staying(group).filter((member) => member.zone === zone).length;
}
