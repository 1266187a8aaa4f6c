import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { checkName } from './create-image.ts';
import { newId } from './id.ts';
import { DEBIAN, findImage } from './images.ts';
import { isSharedWith } from './sharing.ts';
import type { Image, Tags } from './state.ts';

export interface CopyOrder {
  readonly name: string;
  readonly description: string;
  readonly imageId: string;
  /** The name of the region that the image is in. */
  readonly from: string;
  readonly withTags: boolean;
  readonly imageTags: Tags;
  readonly snapshotTags: Tags;
}

/** How long a copy takes, in milliseconds: AWS's takes minutes, and is told in no other way than its state. */
const COPYING = 1000;

/**
 * Copies an image into this region and account, with a snapshot of its own: it is `pending` when this returns. Whom the other
 * one is shared with is not copied [UG].
 *
 * @throws AwsError as `findImage`, InvalidAMIName.…, InvalidParameterValue for a region that is none, InvalidRequest where its
 *   disk may not be read
 */
export function copyImage(region: Region, order: CopyOrder): Image {
  checkName(region, order.name);
  const source = sourceOf(region, order);
  const image: Image = {
    imageId: newId(region, 'ami'),
    name: order.name,
    ownerId: region.accountId,
    created: region.clock.now(),
    architecture: source.architecture,
    layers: source.layers,
    snapshotId: newId(region, 'snap'),
    size: source.size,
    source: undefined,
    copy: { imageId: source.imageId, region: order.from, until: region.clock.now() + COPYING },
    description: order.description,
    state: 'pending',
    reason: undefined,
    tags: { ...(order.withTags ? tagsToCopy(region, source) : {}), ...order.imageTags },
  };
  region.state.ec2.images.push(image);
  addSnapshot(region, image, source, order.snapshotTags);
  region.stir();
  return image;
}

function sourceOf(region: Region, { from, imageId }: CopyOrder): Image {
  const { realm, accountId } = region;
  if (!realm.names.includes(from)) {
    throw new AwsError('InvalidParameterValue', `Invalid value '${from}' for parameter SourceRegion`);
  }
  const there = realm.regionOf(accountId, from);
  const image = findImage(there, imageId);
  if (image.state !== 'available') {
    throw new AwsError(
      'InvalidRequest',
      `The storage for the ami is not available in the source Region: ${imageId} is ${image.state}`,
    );
  }
  if (image.ownerId !== accountId && !mayRead(there, image)) {
    throw new AwsError('InvalidRequest', 'You do not have permission to access the storage of this ami');
  }
  return image;
}

/** Debian shares its snapshots with everybody; others share them one by one, beside the image. */
function mayRead({ realm, accountId }: Region, { ownerId, snapshotId }: Image): boolean {
  if (ownerId === DEBIAN) return true;
  const snapshots = realm.regions.flatMap(({ state }) => state.ec2.snapshots);
  const snapshot = snapshots.find((one) => one.snapshotId === snapshotId);
  return snapshot !== undefined && isSharedWith(snapshot, accountId);
}

/** The user's own tags: neither AWS's, nor those that another account put on it [M]. */
function tagsToCopy({ accountId }: Region, { ownerId, tags }: Image): Tags {
  if (ownerId !== accountId) return {};
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith('aws:')));
}

function addSnapshot(region: Region, image: Image, source: Image, tags: Tags): void {
  region.state.ec2.snapshots.push({
    snapshotId: image.snapshotId,
    ownerId: region.accountId,
    // EC2's own for a snapshot that was copied: it names no volume [M].
    volumeId: 'vol-ffffffff',
    description: `Copied for DestinationAmi ${image.imageId} from SourceAmi ${source.imageId} for SourceSnapshot ${source.snapshotId}. Task created on ${image.created}.`,
    started: image.created,
    size: image.size,
    tags,
  });
}
