import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import type { Group } from './state.ts';

export interface Sizes {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
}

/**
 * Sets a group's sizes and tells the event log.
 *
 * @param reason the sentence with which the Cause begins of what follows from it
 * @param cooldown seconds that simple policies wait after it: the group's own where nothing is said
 */
export function setSizes(
  region: Region,
  group: Group,
  sizes: Sizes,
  reason?: string,
  cooldown = group.cooldown,
): void {
  const { min, max, desired } = sizes;
  const why = desired === group.desired ? undefined : reason;
  if (why !== undefined) group.reason = why;
  if (desired !== group.desired) group.cooling = { since: region.clock.now(), seconds: cooldown };
  if (min === group.min && max === group.max && desired === group.desired) return;
  Object.assign(group, { min, max, desired });
  tellSizes(region, group, why);
}

export function tellSizes(region: Region, { name, min, max, desired }: Group, why?: string): void {
  const because = why === undefined ? {} : { why };
  region.events.record({ type: 'sizes', group: name, min, max, desired, ...because });
}

/**
 * The sizes after an update. Without a desired capacity of its own it is moved silently: a minimum above it lifts it, a maximum
 * below it lowers it [M].
 *
 * @throws AwsError ValidationError
 */
export function updatedSizes(group: Sizes, update: Partial<Sizes>): Sizes {
  const min = update.min ?? group.min;
  const max = update.max ?? group.max;
  if (min < 0 || max < 0) throw new AwsError('ValidationError', 'Sizes must not be negative');
  if (min > max) {
    throw new AwsError('ValidationError', `Min bound, ${min}, can't be greater than max bound, ${max}`);
  }
  const desired = update.desired ?? Math.min(max, Math.max(min, group.desired));
  checkDesired(desired, min, max);
  return { min, max, desired };
}

function checkDesired(desired: number, min: number, max: number): void {
  if (desired >= min && desired <= max) return;
  throw new AwsError(
    'ValidationError',
    `Desired capacity:${desired} must be between the specified min size:${min} and max size:${max}`,
  );
}
