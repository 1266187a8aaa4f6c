import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { findOwnImage } from './images.ts';

/**
 * Puts an image out of use: nothing is launched from it and it is not told unless it is asked for. What was launched from it
 * goes on. It is shared with nobody any more. Once more is nothing [UG].
 *
 * @throws AwsError as `findOwnImage`, and InvalidAMIID.Unavailable for one that is not made
 */
export function disableImage(region: Region, imageId: string): void {
  const image = findOwnImage(region, imageId);
  if (image.state !== 'available' && image.state !== 'disabled') throw notMade(imageId);
  image.state = 'disabled';
  image.sharedWith = [];
}

/** Puts it in use again [UG]. @throws AwsError as `disableImage` */
export function enableImage(region: Region, imageId: string): void {
  const image = findOwnImage(region, imageId);
  if (image.state !== 'available' && image.state !== 'disabled') throw notMade(imageId);
  image.state = 'available';
}

function notMade(imageId: string): AwsError {
  return new AwsError('InvalidAMIID.Unavailable', `The image ID '${imageId}' is not available`);
}
