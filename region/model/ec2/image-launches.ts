import type { Region } from '../../region.ts';
import type { Image } from './state.ts';

/** A launch is reported a day later [M]. */
const REPORTED_AFTER = 24 * 3_600_000;

const MINUTE = 60_000;

/** Remembers that an image is launched now: to the minute, and for as long as it can still be the last one that is reported. */
export function noteLaunch(region: Region, image: Image): void {
  const now = region.clock.now();
  const launches = image.launches ?? [];
  const reported = lastReported(region, image);
  const kept = launches.filter((at) => at === reported || at > now - REPORTED_AFTER);
  image.launches = [...kept.filter((at) => at <= now - MINUTE), now];
}

/** The last launch that EC2 knows of already. */
export function lastReported(region: Region, { launches = [] }: Image): number | undefined {
  return launches.findLast((at) => at + REPORTED_AFTER <= region.clock.now());
}
