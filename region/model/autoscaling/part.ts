import type { Part, Region } from '../../region.ts';
import { advanceAttachments } from './attachments.ts';
import { balanceZones } from './balance.ts';
import { graceEnds, judgeHealth, toleranceEnds } from './health.ts';
import { actionsEnd } from './hooks.ts';
import { advanceMember } from './lifecycle.ts';
import { advanceRefresh } from './refresh/advance.ts';
import { refreshDues } from './refresh/stall.ts';
import { replaceUnhealthy, warmEnds } from './replace-unhealthy.ts';
import { reactToAlarms } from './scaling/react.ts';
import { runSchedules } from './schedule/run.ts';
import { resize } from './size.ts';
import type { Group } from './state.ts';

/** Auto Scaling as it moves in time: each group works back to its desired capacity, over its zones, out of healthy members. */
export const autoScaling: Part = {
  advance(region) {
    const { autoscaling } = region.state;
    for (const group of autoscaling.groups) advanceGroup(region, group);
    autoscaling.groups = autoscaling.groups.filter(
      ({ deleting, members }) => !deleting || members.length > 0,
    );
  },
  due(region) {
    const dues = region.state.autoscaling.groups.flatMap((group) => [
      group.backoff.until,
      ...graceEnds(region, group),
      ...warmEnds(group),
      ...toleranceEnds(region, group),
      ...group.schedules.map(({ next }) => next),
      ...actionsEnd(group),
      ...refreshDues(group),
    ]);
    const coming = dues.filter((due) => due > region.clock.now());
    return coming.length === 0 ? undefined : Math.min(...coming);
  },
};

function advanceGroup(region: Region, group: Group): void {
  for (const member of [...group.members]) advanceMember(region, group, member);
  advanceAttachments(region, group);
  judgeHealth(region, group);
  replaceUnhealthy(region, group);
  runSchedules(region, group);
  reactToAlarms(region, group);
  advanceRefresh(region, group);
  resize(region, group);
  balanceZones(region, group);
}
