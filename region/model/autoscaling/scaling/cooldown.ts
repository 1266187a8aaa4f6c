import { AwsError } from '../../../protocol/aws-error.ts';
import type { Region } from '../../../region.ts';
import type { Activity, Group } from '../state.ts';

/**
 * The scaling activity that a simple policy waits for: one under way, or the last one, whose cooldown lasts. The cooldown begins
 * when the last activity that followed from a change of the desired capacity has ended [UG].
 */
export function activityInTheWay(region: Region, group: Group): Activity | undefined {
  const underWay = group.activities.find(({ ended }) => ended === undefined);
  if (underWay !== undefined) return underWay;
  const last = lastSince(group);
  const until = (last?.ended ?? 0) + (group.cooling?.seconds ?? 0) * 1000;
  return region.clock.now() < until ? last : undefined;
}

/** @throws AwsError ScalingActivityInProgress [I: aws-cli#2226] */
export function checkCooldown(region: Region, group: Group): void {
  const activity = activityInTheWay(region, group);
  if (activity === undefined) return;
  throw new AwsError(
    'ScalingActivityInProgress',
    `Scaling activity ${activity.id} is in progress and blocks this action`,
  );
}

function lastSince({ activities, cooling }: Group): Activity | undefined {
  if (cooling === undefined) return undefined;
  return activities
    .filter(({ started }) => started >= cooling.since)
    .toSorted((a, b) => (b.ended ?? 0) - (a.ended ?? 0))[0];
}
