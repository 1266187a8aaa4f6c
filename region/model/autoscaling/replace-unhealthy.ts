import type { Region } from '../../region.ts';
import { instanceOf } from '../ec2/instance.ts';
import { switchOf } from '../switches.ts';
import { beginEnd } from './end.ts';
import { launchSomewhere, mayLaunch } from './launch.ts';
import { staying } from './members.ts';
import { isSuspended } from './processes.ts';
import type { Group, Member } from './state.ts';
import { placesOf } from './zones.ts';

/**
 * Replaces unhealthy members. Without a maintenance policy they end first, and their replacements come after them [UG]; with one
 * that wants more in service than that leaves, the replacements come first. An instance that does not run has nothing to wait for.
 */
export function replaceUnhealthy(region: Region, group: Group): void {
  if (isSuspended(group, 'ReplaceUnhealthy') || isSuspended(group, 'Terminate')) return;
  for (const member of unhealthyIn(group)) {
    if (runs(region, member) && isNeeded(region, group)) continue;
    const counts =
      staying(group).length <= group.desired && switchOf(region, 'health-replacement') === 'when-gone';
    beginEnd(region, group, member, counts, [
      `an instance was taken out of service in response to ${member.ailment}`,
    ]);
  }
  if (group.maintenance !== undefined) launchSpares(region, group);
}

/** How many members a group may have beyond its desired capacity, for those that wait to be replaced. */
export function sparesForHealth(group: Group): number {
  const bounds = boundsOf(group);
  return bounds === undefined ? 0 : Math.min(bounds.most - group.desired, unhealthyIn(group).length);
}

/** When members that came are warm, which is when their group looks again whom it can let go. */
export function warmEnds(group: Group): number[] {
  if (group.maintenance === undefined) return [];
  return group.members.flatMap(({ phase }) =>
    phase.lifecycle === 'InService' ? [phase.since + warmup(group)] : [],
  );
}

/** Whether one less in service would be less than the policy wants. Those that are not warm do not count. */
function isNeeded(region: Region, group: Group): boolean {
  const bounds = boundsOf(group);
  if (bounds === undefined) return false;
  const now = region.clock.now();
  const serving = group.members.filter(
    ({ health, phase }) =>
      phase.lifecycle === 'InService' && (health === 'Unhealthy' || now >= phase.since + warmup(group)),
  );
  return serving.length - 1 < bounds.least;
}

function launchSpares(region: Region, group: Group): void {
  const wanted = sparesForHealth(group) - Math.max(0, staying(group).length - group.desired);
  const why = 'an instance was launched in response to an unhealthy instance needing to be replaced.';
  for (let left = wanted; left > 0; left -= 1) {
    if (!mayLaunch(region, group)) return;
    if (!launchSomewhere(region, group, placesOf(region, group), [why], false)) return;
  }
}

/** In members: the lower bound rounded up, the upper one down, and room for one where they leave none [UG; R: the rounding]. */
function boundsOf({ desired, maintenance }: Group): { least: number; most: number } | undefined {
  if (maintenance === undefined) return undefined;
  const least = Math.ceil((desired * maintenance.minHealthy) / 100);
  const most = Math.floor((desired * maintenance.maxHealthy) / 100);
  return { least, most: least >= desired ? Math.max(most, desired + 1) : most };
}

function unhealthyIn(group: Group): Member[] {
  return group.members.filter(
    ({ health, phase }) => health === 'Unhealthy' && phase.lifecycle === 'InService',
  );
}

function runs(region: Region, { instanceId }: Member): boolean {
  return instanceOf(region, instanceId)?.state === 'running';
}

function warmup({ defaultWarmup }: Group): number {
  return (defaultWarmup ?? 0) * 1000;
}
