import type { Region } from '../../region.ts';
import { launchSomewhere, mayLaunch } from './launch.ts';
import { isSuspended } from './processes.ts';
import type { Group } from './state.ts';
import { placesOf, sizeIn } from './zones.ts';

/**
 * AZRebalance: where a zone has at least two members more than another, one is launched in the emptier zone first, even beyond
 * MaxSize; when it serves, scale-in ends one in the fuller zone [UG]. One at a time, where AWS may take a tenth at once.
 */
export function balanceZones(region: Region, group: Group): void {
  if (group.deleting || isSuspended(group, 'AZRebalance') || isSuspended(group, 'Terminate')) return;
  if (!isAtRest(group) || !mayLaunch(region, group)) return;
  const places = placesOf(region, group);
  const [thin, full] = [places.at(0), places.at(-1)];
  if (thin === undefined || full === undefined || sizeIn(group, full.zone) - sizeIn(group, thin.zone) < 2)
    return;
  if (!group.members.some((member) => member.zone === full.zone && !member.protected)) return;
  const cause =
    `an instance was launched to balance instances in zones ${thin.zone} with other zones ` +
    'resulting in more than desired number of instances in the group.';
  launchSomewhere(region, group, [thin], [cause], true);
}

function isAtRest(group: Group): boolean {
  const moving = group.members.filter(({ phase }) => phase.lifecycle !== 'Standby');
  return moving.length === group.desired && moving.every(({ phase }) => phase.lifecycle === 'InService');
}
