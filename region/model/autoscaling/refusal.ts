import type { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { findTemplateVersion } from '../ec2/templates.ts';
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
  const why = `${reasonOf(region, group, error)}. Launching EC2 instance failed.`;
  const activity = openActivity(region, group, {
    description: `Launching a new EC2 instance.  Status Reason: ${why}`,
    causes,
    ...place,
    status: 'InProgress',
  });
  closeActivity(region, activity, 'Failed', why);
}

/** Auto Scaling's own words for an EC2 error [UG]; those of EC2 where it has none. */
function reasonOf(region: Region, group: Group, error: AwsError): string {
  if (error.code !== 'InvalidAMIID.NotFound') return error.message.replace(/\.$/, '');
  const { id, version } = group.template;
  return `The AMI ID ${findTemplateVersion(region, { id, version }).data.ImageId ?? ''} does not exist`;
}

const FIRST_PAUSE = 10;
const LONGEST_PAUSE = 300;

/** Puts the next launch off, for twice as long each time. */
export function countFailure(region: Region, group: Group): void {
  const failures = group.backoff.failures + 1;
  const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1));
  group.backoff = { failures, until: region.clock.now() + pause * 1000 };
}
