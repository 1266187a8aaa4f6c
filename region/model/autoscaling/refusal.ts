import type { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { imagesSeenIn } from '../ec2/images.ts';
import { closeActivity, openActivity } from './activities.ts';
import type { Group } from './state.ts';
import type { Place } from './zones.ts';

/** Leaves the failed activity of a launch that EC2 refused: where AWS says so, and nowhere else. */
export function recordRefusal(
  region: Region,
  group: Group,
  place: Place,
  causes: readonly (string | undefined)[],
  error: AwsError,
): void {
  const why = `${reasonOf(region, error)}. Launching EC2 instance failed.`;
  const activity = openActivity(region, group, {
    description: `Launching a new EC2 instance.  Status Reason: ${why}`,
    causes,
    ...place,
    status: 'InProgress',
  });
  closeActivity(region, group, activity, 'Failed', why);
}

/** Auto Scaling's own words for an EC2 error [UG]; those of EC2 where it has none. */
function reasonOf(region: Region, error: AwsError): string {
  const imageId = /ami-[0-9a-f]+/.exec(error.message)?.[0] ?? '';
  if (error.code === 'InvalidAMIID.NotFound') return `The AMI ID ${imageId} does not exist`;
  const image = imagesSeenIn(region).find((one) => one.imageId === imageId);
  if (error.code === 'InvalidAMIID.Unavailable' && image?.state === 'pending') {
    return `AMI ${imageId} is pending, and cannot be run`;
  }
  return error.message.replace(/\.$/, '');
}

const FIRST_PAUSE = 10;
const LONGEST_PAUSE = 300;

/** Puts the next launch off, for twice as long each time; several that fail together are one time. */
export function countFailure(region: Region, group: Group): void {
  if (region.clock.now() < group.backoff.until) return;
  const failures = group.backoff.failures + 1;
  const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1));
  group.backoff = { failures, until: region.clock.now() + pause * 1000 };
}
