import type { Region } from '../../../region.ts';
import { change } from '../change.ts';
import { staying } from '../members.ts';
import type { Group } from '../state.ts';
import { newPass } from './pass.ts';
import type { Refresh, RefreshStatus } from './state.ts';

/** All that was asked for is replaced: bakes, or has succeeded. */
export function complete(region: Region, group: Group, refresh: Refresh): void {
  if (refresh.status === 'RollbackInProgress') {
    end(region, refresh, 'RollbackSuccessful', undefined);
  } else if (refresh.preferences.bakeTime > 0) {
    refresh.status = 'Baking';
    refresh.bakedAt = region.clock.now() + refresh.preferences.bakeTime * 1000;
  } else {
    succeed(region, group, refresh);
  }
}

/** Only now does the group take over what was deployed [UG]. */
export function succeed(region: Region, group: Group, refresh: Refresh): void {
  change(region, group, { template: refresh.desired ?? group.template });
  end(region, refresh, 'Successful', undefined);
}

/** Fails a refresh, which is rolled back where that was asked for; a rollback that fails has failed. */
export function fail(region: Region, group: Group, refresh: Refresh, why: string): void {
  if (refresh.status === 'RollbackInProgress') end(region, refresh, 'RollbackFailed', why);
  else if (refresh.preferences.autoRollback && !group.deleting) beginRollback(region, group, refresh, why);
  else end(region, refresh, 'Failed', why);
}

/** Begins to replace what the refresh has launched by what the group's own template launches. */
export function beginRollback(region: Region, group: Group, refresh: Refresh, reason: string): void {
  const { percentage, toUpdate } = refresh;
  const untouched = [...refresh.pass.old, ...refresh.pass.kept];
  refresh.status = 'RollbackInProgress';
  refresh.reason = reason;
  refresh.rollback = { reason, started: region.clock.now(), percentage, toUpdate };
  refresh.pass = newPass(group, ({ instanceId }) => !untouched.includes(instanceId));
  refresh.checkpoint = { passed: 0, until: undefined };
  refresh.bakedAt = undefined;
  refresh.moved = region.clock.now();
}

export const CANCELLED = 'Cancelled due to user request.';

/** Stops a refresh; what is replaced stays so. With `wait` it is Cancelling until nothing of it is on its way any more. */
export function cancel(region: Region, refresh: Refresh, wait: boolean): void {
  refresh.status = 'Cancelling';
  refresh.reason = CANCELLED;
  if (!wait) end(region, refresh, 'Cancelled', CANCELLED);
}

/** A refresh that is cancelled ends when launches and terminations that were under way have. */
export function awaitTransitions(region: Region, group: Group, refresh: Refresh): void {
  const launching = staying(group).some(({ phase }) => phase.lifecycle === 'Pending');
  const ending = group.members.some(
    ({ instanceId, phase }) => refresh.pass.old.includes(instanceId) && phase.lifecycle === 'Terminating',
  );
  if (!launching && !ending) end(region, refresh, 'Cancelled', CANCELLED);
}

function end(region: Region, refresh: Refresh, status: RefreshStatus, reason: string | undefined): void {
  refresh.status = status;
  refresh.reason = reason;
  refresh.ended = region.clock.now();
}
