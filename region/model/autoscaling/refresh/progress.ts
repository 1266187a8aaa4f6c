import type { Region } from '../../../region.ts';
import { staying } from '../members.ts';
import type { Group, Member } from '../state.ts';
import { isHere } from './pass.ts';
import type { Refresh } from './state.ts';

/** How far a refresh is, read from the members of its group. */
export interface Progress {
  /** Members that still are to be ended. */
  readonly toReplace: readonly Member[];
  /** Members that are launched or warm up. */
  readonly coming: readonly Member[];
  /** How many are in service, healthy and, of those that came since, warm. */
  readonly ready: number;
  /** How many are in service or on their way to it. */
  readonly present: number;
  /** How many of those that had to be replaced are, and their replacements warm. */
  readonly updated: number;
}

export function progressOf(region: Region, group: Group, refresh: Refresh): Progress {
  const { old, kept, total } = refresh.pass;
  const here = staying(group);
  const toReplace = group.members.filter((member) => isHere(member) && old.includes(member.instanceId));
  const fresh = here.filter(({ instanceId }) => !old.includes(instanceId) && !kept.includes(instanceId));
  const coming = fresh.filter((member) => !isWarm(region, group, refresh, member));
  const ready = here.filter((member) => isServing(member) && !coming.includes(member)).length;
  const outstanding = toReplace.length + Math.max(0, group.desired - ready);
  return { toReplace, coming, ready, present: here.length, updated: Math.max(0, total - outstanding) };
}

/** Writes down what is told of it. A rollback counts down from where it began, and leaves the rest as it was [M]. */
export function tellProgress(refresh: Refresh, { updated, toReplace }: Progress): void {
  const { pass, rollback } = refresh;
  const share = pass.total === 0 ? 1 : updated / pass.total;
  if (rollback === undefined) {
    refresh.percentage = Math.floor(100 * share);
    refresh.toUpdate = toReplace.length;
  } else {
    refresh.percentage = Math.floor(rollback.percentage * (1 - share));
  }
}

function isServing({ phase, health }: Member): boolean {
  return phase.lifecycle === 'InService' && health === 'Healthy';
}

function isWarm(region: Region, group: Group, refresh: Refresh, member: Member): boolean {
  const end = warmAt(group, refresh, member);
  return end !== undefined && member.health === 'Healthy' && region.clock.now() >= end;
}

/** When a member that is in service is warm: the warm-up is a timer from then on, that asks nobody [UG]. */
export function warmAt(group: Group, { preferences }: Refresh, { phase }: Member): number | undefined {
  if (phase.lifecycle !== 'InService') return undefined;
  return phase.since + (preferences.warmup ?? group.defaultWarmup ?? group.gracePeriod) * 1000;
}
