import type { Region } from '../../region.ts';
import { findSubnet } from '../ec2/subnets.ts';
import type { Group, Member } from './state.ts';
import { tellSizes } from './sizes.ts';

/** Changes settings or tags of a group, not its sizes, and tells the event log. */
export function change(region: Region, group: Group, changes: Partial<Group>): void {
  const [settings, tags] = [settingsOf(region, group), tagsOf(group)].map((was) => JSON.stringify(was));
  Object.assign(group, changes);
  if (JSON.stringify(settingsOf(region, group)) !== settings) region.events.record(settingsOf(region, group));
  if (JSON.stringify(tagsOf(group)) !== tags) region.events.record(tagsOf(group));
}

/** Tells the event log of a new group. */
export function tellGroup(region: Region, group: Group): void {
  tellSizes(region, group);
  region.events.record(settingsOf(region, group));
  if (group.tags.length > 0) region.events.record(tagsOf(group));
}

export function protect(region: Region, group: Group, member: Member, on: boolean): void {
  if (member.protected === on) return;
  member.protected = on;
  tellProtection(region, group, member);
}

export function tellProtection(region: Region, { name }: Group, { instanceId, protected: on }: Member): void {
  region.events.record({ type: 'protection', group: name, instanceId, protected: on });
}

/** @param ailment why it is unhealthy; undefined: it is healthy */
export function ail(region: Region, group: Group, member: Member, ailment: string | undefined): void {
  const health = ailment === undefined ? 'Healthy' : 'Unhealthy';
  const isNews = member.health !== health;
  Object.assign(member, { health, ailment });
  if (!isNews) return;
  const why = ailment === undefined ? {} : { why: ailment };
  region.events.record({ type: 'health', group: group.name, instanceId: member.instanceId, health, ...why });
}

function settingsOf(region: Region, { name, template, gracePeriod, suspended, subnets }: Group) {
  return {
    ...({ type: 'settings', group: name, template: template.id, version: template.version } as const),
    grace: gracePeriod,
    suspended: suspended.map(({ process }) => process),
    zones: [...new Set(subnets.map((id) => findSubnet(region, id).zone))],
  };
}

function tagsOf({ name, tags }: Group) {
  return {
    ...({ type: 'tags', group: name } as const),
    tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
  };
}
