import { AwsError } from '../../protocol/aws-error.ts';
import { neighbours } from '../../realm.ts';
import type { Region } from '../../region.ts';
import { checkUnprotected } from './deregistration-protection.ts';
import { checkId, newId } from './id.ts';
import { EVERYBODY, isSharedWith } from './sharing.ts';
import type { Architecture, Image } from './state.ts';

/** Debian's account, which owns the official images. */
export const DEBIAN = '136693071363';

export interface BaseImage {
  /** Such as `debian-12-amd64-20261121`. */
  readonly name: string;
  /** The name of its one layer, as `Machines` knows it. */
  readonly layer: string;
  readonly architecture: Architecture;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

/** Makes the base image known, as one of Debian's. Once is enough; again changes nothing. */
export function registerBaseImage(region: Region, base: BaseImage): Image {
  const { ec2 } = region.state;
  const known = debianOf(region, base);
  if (known !== undefined) return known;
  const elsewhere = neighbours(region)
    .map((one) => debianOf(one, base))
    .find(Boolean);
  const image: Image = {
    imageId: elsewhere?.imageId ?? newId(region, 'ami'),
    name: base.name,
    ownerId: DEBIAN,
    created: base.created,
    architecture: base.architecture,
    layers: [base.layer],
    snapshotId: elsewhere?.snapshotId ?? newId(region, 'snap'),
    size: 8,
    source: undefined,
    description: 'Debian 12, made by the local region',
    state: 'available',
    reason: undefined,
    tags: {},
  };
  ec2.images.push(image);
  return image;
}

/** Debian's image as another account sees it in the same region: by the same id. */
function debianOf({ state }: Region, base: BaseImage): Image | undefined {
  return state.ec2.images.find(({ name, ownerId }) => name === base.name && ownerId === DEBIAN);
}

/** All images that the region's account may launch: its own, Debian's, and those that others share with it. */
export function imagesSeenIn(region: Region): Image[] {
  const others = neighbours(region).flatMap(ownImages);
  return [...region.state.ec2.images, ...others.filter((image) => isSharedWith(image, region.accountId))];
}

function ownImages({ state, accountId }: Region): Image[] {
  return state.ec2.images.filter(({ ownerId }) => ownerId === accountId);
}

/** Everybody may launch it. */
export function isPublic({ ownerId, sharedWith }: Image): boolean {
  return ownerId === DEBIAN || (sharedWith ?? []).includes(EVERYBODY);
}

/** @throws AwsError InvalidAMIID.Malformed, InvalidAMIID.NotFound, and AuthFailure for one that another account does not share */
export function findImage(region: Region, imageId: string): Image {
  checkId(imageId, 'ami', 'InvalidAMIID');
  const image = imagesSeenIn(region).find((one) => one.imageId === imageId);
  if (image !== undefined) return image;
  const hidden = neighbours(region).flatMap(ownImages);
  if (hidden.some((one) => one.imageId === imageId)) {
    throw new AwsError('AuthFailure', `Not authorized for images: [${imageId}]`);
  }
  throw new AwsError('InvalidAMIID.NotFound', `The image id '[${imageId}]' does not exist`);
}

/** An image that can be launched. @throws AwsError as `findImage`, and InvalidAMIID.Unavailable */
export function findLaunchable(region: Region, imageId: string): Image {
  const image = findImage(region, imageId);
  if (image.state === 'available') return image;
  throw new AwsError('InvalidAMIID.Unavailable', `The image ID '${imageId}' is not available`);
}

/**
 * Forgets an image. Instances that stand on it go on; nothing new is launched from it.
 *
 * @throws AwsError as `findImage`, AuthFailure for an image that is not ours, OperationNotPermitted for a protected one
 */
export function deregisterImage(region: Region, imageId: string): void {
  const image = findOwnImage(region, imageId);
  checkUnprotected(region, image);
  const { ec2 } = region.state;
  ec2.images = ec2.images.filter((one) => one !== image);
}

/** An image of the region's own account. @throws AwsError as `findImage`, and AuthFailure */
export function findOwnImage(region: Region, imageId: string): Image {
  const image = findImage(region, imageId);
  if (image.ownerId === region.accountId) return image;
  throw new AwsError('AuthFailure', `Not authorized for image:${imageId}`);
}
