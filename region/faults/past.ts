import type { Region, RegionState } from '../region.ts';
import { standing, strike } from './strike.ts';

/**
 * Eventual consistency: descriptions that lag behind. They are answered from the state of so many seconds ago, while writes see
 * the present; so an id just made is not found at first. The past begins when the lag does, and anew with a restart.
 */
interface Moment {
  readonly at: number;
  readonly text: string;
}

const pastOf = new WeakMap<Region, Moment[]>();

/** Remembers the state as it is now, where anybody will be told of it later. Called after each change. */
export function notePast(region: Region): void {
  const lag = lagOf(region);
  if (lag === 0) {
    pastOf.delete(region);
    return;
  }
  const now = region.clock.now();
  const known = (pastOf.get(region) ?? []).filter(({ at }) => at !== now || at === firstOf(region));
  const text = JSON.stringify(region.state);
  const last = known.findLastIndex(({ at }) => at <= now - lag);
  pastOf.set(region, [...known.slice(Math.max(0, last)), { at: now, text }]);
}

/** The region as an action sees it: of EC2, Auto Scaling and ELBv2 those that describe see the past. */
export function seenBy(region: Region, service: string, action: string): Region {
  const lag = lagOf(region);
  if (lag === 0 || !LAGGING.includes(service) || !action.startsWith('Describe')) return region;
  const moments = pastOf.get(region);
  const moment = moments?.findLast(({ at }) => at <= region.clock.now() - lag) ?? moments?.[0];
  strike(region, 'stale-describe', () => true);
  if (moment === undefined) return region;
  const past = JSON.parse(moment.text) as RegionState;
  const { faults, switches } = region.state;
  return { ...region, state: { ...past, faults, switches } };
}

const LAGGING = ['ec2', 'autoscaling', 'elasticloadbalancing'];

function lagOf(region: Region): number {
  const fault = Number(standing(region, 'stale-describe')?.words.seconds ?? 0);
  return Math.max(region.state.consistency.describeLag, fault) * 1000;
}

function firstOf(region: Region): number | undefined {
  return pastOf.get(region)?.[0]?.at;
}
