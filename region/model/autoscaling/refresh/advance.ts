import type { Region } from '../../../region.ts';
import { isSuspended } from '../processes.ts';
import type { Group } from '../state.ts';
import { activeRefresh, isReplacing } from './active.ts';
import { alarmedBecause } from './alarms.ts';
import { isComplete, isHeldUp, reachCheckpoint } from './checkpoints.ts';
import { awaitTransitions, complete, fail, succeed } from './end.ts';
import { forgetGone, leaveAlone } from './pass.ts';
import { progressOf, tellProgress, type Progress } from './progress.ts';
import { replaceSome } from './replace.ts';
import { isStalled } from './stall.ts';
import type { Refresh } from './state.ts';
import { waitsFor } from './waits.ts';

/** Takes a group's refresh as far as its members allow: before the group is resized, which then finds what it decided. */
export function advanceRefresh(region: Region, group: Group): void {
  const refresh = activeRefresh(group);
  if (refresh === undefined) return;
  if (group.deleting) {
    fail(region, group, refresh, 'The Auto Scaling group was deleted.');
  } else if (isSuspended(group, 'InstanceRefresh') && refresh.status !== 'Cancelling') {
    refresh.moved = undefined;
    refresh.reason = 'The InstanceRefresh process of the Auto Scaling group is suspended.';
  } else {
    refresh.moved ??= region.clock.now();
    goOn(region, group, refresh);
  }
}

function goOn(region: Region, group: Group, refresh: Refresh): void {
  const before = standOf(refresh);
  if (refresh.status === 'Pending') refresh.status = 'InProgress';
  const alarmed = alarmedBecause(region, refresh);
  if (alarmed !== undefined) fail(region, group, refresh, alarmed);
  else if (isReplacing(refresh)) goOnReplacing(region, group, refresh);
  else if (refresh.status === 'Cancelling') awaitTransitions(region, group, refresh);
  else if ((refresh.bakedAt ?? 0) <= region.clock.now()) succeed(region, group, refresh);
  if (standOf(refresh) !== before) refresh.moved = region.clock.now();
}

function goOnReplacing(region: Region, group: Group, refresh: Refresh): void {
  forgetGone(group, refresh);
  leaveAlone(group, refresh);
  const progress = progressOf(region, group, refresh);
  tellProgress(refresh, progress);
  if (isStalled(region, group, refresh, progress)) {
    fail(
      region,
      group,
      refresh,
      `The instance refresh made no progress for an hour. ${refresh.reason ?? ''}`,
    );
    return;
  }
  if (isComplete(refresh, progress)) {
    if (isSettled(group, refresh, progress)) complete(region, group, refresh);
  } else if (!isHeldUp(region, refresh)) {
    if (progress.coming.length === 0) reachCheckpoint(region, refresh, progress);
    if (refresh.checkpoint.until === undefined) replaceSome(region, group, refresh, progress);
  }
  if (isReplacing(refresh)) refresh.reason = waitsFor(group, refresh, progressOf(region, group, refresh));
}

/** Whether the replacements are warm and whom they replaced is gone [R: the latter]. */
function isSettled(group: Group, { pass }: Refresh, { coming, present, toReplace }: Progress): boolean {
  return coming.length === 0 && present >= group.desired && pass.old.length === toReplace.length;
}

/** What counts as movement: members that come and go without any of the old ones going are none. */
function standOf({ status, pass, checkpoint, toUpdate }: Refresh): string {
  return JSON.stringify([status, pass.old.length, checkpoint, toUpdate]);
}
