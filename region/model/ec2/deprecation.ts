import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { findOwnImage } from './images.ts';

const MINUTE = 60_000;

/** The upper limit of DeprecateAt for an image that is not public, in years [M]. */
const FARTHEST = 10;

/**
 * Says when an image is to count as old: a label for those who look for images, and no hindrance to launch it [UG].
 *
 * @param at ms since the epoch; kept to the nearest minute [M]
 * @throws AwsError as `findOwnImage`, and InvalidParameterValue for a time that is past or farther than ten years
 */
export function deprecateImage(region: Region, imageId: string, at: number): void {
  const image = findOwnImage(region, imageId);
  const now = region.clock.now();
  if (at < now) throw notAllowed(at, 'in the past');
  const farthest = new Date(now);
  farthest.setUTCFullYear(farthest.getUTCFullYear() + FARTHEST);
  if (at > farthest.getTime()) throw notAllowed(at, `more than ${FARTHEST} years from now`);
  image.deprecation = Math.round(at / MINUTE) * MINUTE;
}

/** Takes the label off. @throws AwsError as `findOwnImage` */
export function undeprecateImage(region: Region, imageId: string): void {
  findOwnImage(region, imageId).deprecation = undefined;
}

function notAllowed(at: number, why: string): AwsError {
  return new AwsError(
    'InvalidParameterValue',
    `The value '${new Date(at).toISOString()}' for parameter DeprecateAt is invalid. It is ${why}.`,
  );
}
