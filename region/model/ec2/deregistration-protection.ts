import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { findOwnImage } from './images.ts';
import type { Image } from './state.ts';

/** How long an image that was protected with a cooldown stays so after its protection was taken off [UG]. */
const COOLDOWN = 24 * 3_600_000;

/** What DescribeImages says of it. */
export type Protection = 'disabled' | 'enabled-with-cooldown' | 'enabled-without-cooldown';

/** Protects an image from DeregisterImage. @throws AwsError as `findOwnImage` */
export function protectImage(region: Region, imageId: string, withCooldown: boolean): Protection {
  const image = findOwnImage(region, imageId);
  image.protection = { kind: 'on', withCooldown };
  return protectionOf(image);
}

/** Takes the protection off: at once, or in effect a day later where there is a cooldown. @throws AwsError as `findOwnImage` */
export function unprotectImage(region: Region, imageId: string): Protection {
  const image = findOwnImage(region, imageId);
  if (image.protection?.kind === 'on') {
    const cooling = { kind: 'cooling', until: region.clock.now() + COOLDOWN } as const;
    image.protection = image.protection.withCooldown ? cooling : undefined;
  }
  return protectionOf(image);
}

export function protectionOf({ protection }: Image): Protection {
  if (protection?.kind !== 'on') return 'disabled';
  return protection.withCooldown ? 'enabled-with-cooldown' : 'enabled-without-cooldown';
}

/** @throws AwsError OperationNotPermitted [R: the code] while the image is protected, or its protection cools down */
export function checkUnprotected(region: Region, { imageId, protection }: Image): void {
  if (protection === undefined) return;
  if (protection.kind === 'on') {
    throw new AwsError(
      'OperationNotPermitted',
      `The image '${imageId}' has deregistration protection enabled and may not be deregistered. Disable the protection first.`,
    );
  }
  if (region.clock.now() >= protection.until) return;
  const until = new Date(protection.until).toISOString();
  throw new AwsError(
    'OperationNotPermitted',
    `The image '${imageId}' may not be deregistered before ${until}: its deregistration protection cools down.`,
  );
}
