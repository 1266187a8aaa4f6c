import type { Region } from '../../../region.ts';
import type { Group } from '../state.ts';
import { activeRefresh } from './active.ts';
import { warmAt, type Progress } from './progress.ts';
import type { Refresh } from './state.ts';

/** AWS gives an hour to a refresh that stands still [UG], here beyond the warm-up. */
const PATIENCE = 3_600_000;
/** A refresh lives fourteen days [UG]. */
const LONGEST = 14 * 24 * 3_600_000;

/** Whether a refresh has stood still for too long, or goes on for too long. Who drains or waits at a checkpoint does not stand still. */
export function isStalled(region: Region, group: Group, refresh: Refresh, progress: Progress): boolean {
  const now = region.clock.now();
  if (now >= refresh.started + LONGEST) return true;
  const draining = refresh.pass.old.length > progress.toReplace.length;
  if (draining || refresh.checkpoint.until !== undefined) return false;
  return refresh.moved !== undefined && now >= refresh.moved + patience(group, refresh);
}

function patience({ defaultWarmup, gracePeriod }: Group, { preferences }: Refresh): number {
  return PATIENCE + (preferences.warmup ?? defaultWarmup ?? gracePeriod) * 1000;
}

/** When a refresh wants to be looked at again, with nothing happening meanwhile. */
export function refreshDues(group: Group): number[] {
  const refresh = activeRefresh(group);
  if (refresh === undefined) return [];
  const { checkpoint, bakedAt, moved, started } = refresh;
  const warm = group.members.map((member) => warmAt(group, refresh, member));
  const ends = [...warm, checkpoint.until, bakedAt, moved && moved + patience(group, refresh)];
  return [...ends, started + LONGEST].filter((due) => due !== undefined);
}
