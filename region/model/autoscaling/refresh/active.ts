import type { Group, LaunchChoice } from '../state.ts';
import { boundsOf } from './bounds.ts';
import type { Refresh } from './state.ts';

/** The refresh of a group that has not ended: there is one at most. */
export function activeRefresh(group: Group): Refresh | undefined {
  return group.refreshes.find(({ ended }) => ended === undefined);
}

/** Whether it replaces members just now, forward or back. */
export function isReplacing({ status }: Refresh): boolean {
  return status === 'InProgress' || status === 'RollbackInProgress';
}

/** What the group launches from: whatever the reason of a launch, it is what a running refresh deploys [UG]. */
export function templateToLaunch(group: Group): LaunchChoice {
  const refresh = activeRefresh(group);
  const deploys = refresh?.status === 'InProgress' || refresh?.status === 'Baking';
  return (deploys ? refresh.desired : undefined) ?? group.template;
}

/** How many members beyond the desired capacity the group may have for its refresh, which launches before it ends. */
export function sparesAllowed(group: Group): number {
  const refresh = activeRefresh(group);
  if (refresh === undefined || !isReplacing(refresh)) return 0;
  return Math.min(boundsOf(group, refresh).most - group.desired, refresh.pass.old.length);
}
