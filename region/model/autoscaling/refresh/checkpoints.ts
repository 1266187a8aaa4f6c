import type { Region } from '../../../region.ts';
import type { Progress } from './progress.ts';
import type { Refresh } from './state.ts';

/** Whether so many members are replaced as were asked for: all, or the last percentage. */
export function isComplete(refresh: Refresh, progress: Progress): boolean {
  return leftBefore(lastStop(refresh), refresh, progress) === 0;
}

/** How many may be replaced before the refresh has to stop: at its next checkpoint, or at its end. */
export function leftBeforeStop(refresh: Refresh, progress: Progress): number {
  return leftBefore(nextStop(refresh), refresh, progress);
}

/** Whether the refresh is held up at a checkpoint; lets it go on when the delay is over. */
export function isHeldUp(region: Region, refresh: Refresh): boolean {
  const { passed, until } = refresh.checkpoint;
  if (until === undefined) return false;
  if (region.clock.now() < until) return true;
  refresh.checkpoint = { passed, until: undefined };
  return false;
}

/** Holds a refresh up at the highest checkpoint that it has come to: lower ones are skipped [UG]. Its members are warm by now. */
export function reachCheckpoint(region: Region, refresh: Refresh, progress: Progress): void {
  const { checkpoints, checkpointDelay } = refresh.preferences;
  const reached = checkpoints.findLast((percentage) => leftBefore(percentage, refresh, progress) === 0);
  if (reached === undefined || reached <= refresh.checkpoint.passed) return;
  refresh.checkpoint = { passed: reached, until: region.clock.now() + checkpointDelay * 1000 };
}

function leftBefore(percentage: number, { pass }: Refresh, { toReplace }: Progress): number {
  const replaced = pass.total - toReplace.length;
  return Math.max(0, Math.ceil((pass.total * percentage) / 100) - replaced);
}

function nextStop(refresh: Refresh): number {
  const { passed } = refresh.checkpoint;
  return stopsOf(refresh).find((percentage) => percentage > passed) ?? lastStop(refresh);
}

function lastStop(refresh: Refresh): number {
  return stopsOf(refresh).at(-1) ?? 100;
}

/** A rollback replaces all that it has to, and stops nowhere. */
function stopsOf({ status, preferences }: Refresh): readonly number[] {
  return status === 'InProgress' ? preferences.checkpoints : [];
}
