import type { Region } from '../../../region.ts';
import { beginEnd } from '../end.ts';
import { launchSomewhere, mayLaunch } from '../launch.ts';
import { isSuspended } from '../processes.ts';
import type { Group, Member } from '../state.ts';
import { matches } from '../types.ts';
import { placesOf, sizeIn } from '../zones.ts';
import { templateToLaunch } from './active.ts';
import { boundsOf } from './bounds.ts';
import { leftBeforeStop } from './checkpoints.ts';
import { standsBy } from './pass.ts';
import { progressOf, type Progress } from './progress.ts';
import type { Refresh } from './state.ts';

/** Ends as many members and launches as many as the bounds of the refresh allow now. Without Launch or Terminate, none. */
export function replaceSome(region: Region, group: Group, refresh: Refresh, progress: Progress): void {
  if (isSuspended(group, 'Launch') || isSuspended(group, 'Terminate')) return;
  endSome(region, group, refresh, progress);
  launchSome(region, group, refresh, progressOf(region, group, refresh));
}

/** One that does not serve yet can always go; of those that serve, as many as the lower bound allows. */
function endSome(region: Region, group: Group, refresh: Refresh, progress: Progress): void {
  let room = progress.ready - boundsOf(group, refresh).least;
  for (let left = leftBeforeStop(refresh, progress); left > 0; left -= 1) {
    const { toReplace } = progressOf(region, group, refresh);
    const [next] = inOrder(region, group, replaceable(refresh, toReplace));
    if (next === undefined) return;
    if (next.phase.lifecycle === 'InService' && (room -= 1) < 0) return;
    const why = 'an instance was taken out of service in response to an instance refresh.';
    beginEnd(region, group, next, false, [why]);
  }
}

function launchSome(region: Region, group: Group, refresh: Refresh, progress: Progress): void {
  const { most } = boundsOf(group, refresh);
  const left = Math.min(leftBeforeStop(refresh, progress), replaceable(refresh, progress.toReplace).length);
  const spares = progress.present - group.desired;
  const why = 'an instance was launched in response to an instance refresh.';
  for (let count = Math.min(most - progress.present, left - spares); count > 0; count -= 1) {
    if (!mayLaunch(region, group)) return;
    if (!launchSomewhere(region, group, placesOf(region, group), [why], false)) return;
  }
}

/** Those that may be ended: healthy, and neither protected nor in Standby unless the preferences say that this does not matter. */
export function replaceable({ preferences }: Refresh, toReplace: readonly Member[]): Member[] {
  return toReplace.filter(
    (member) =>
      member.health === 'Healthy' &&
      (!member.protected || preferences.protectedMembers === 'Refresh') &&
      (!standsBy(member) || preferences.standbyMembers === 'Terminate'),
  );
}

/** Those that do not serve come first, then those that have not what is deployed [UG], those in fuller zones, the oldest. */
function inOrder(region: Region, group: Group, members: readonly Member[]): Member[] {
  const deployed = templateToLaunch(group);
  const isDeployed = (member: Member) => Number(matches(region, deployed, member));
  const serves = ({ phase }: Member) => Number(phase.lifecycle === 'InService');
  return members.toSorted(
    (a, b) =>
      serves(a) - serves(b) ||
      isDeployed(a) - isDeployed(b) ||
      sizeIn(group, b.zone) - sizeIn(group, a.zone) ||
      a.launched - b.launched,
  );
}
