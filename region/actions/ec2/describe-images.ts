import type * as sdk from '@aws-sdk/client-ec2';

import { protectionOf } from '../../model/ec2/deregistration-protection.ts';
import { lastReported } from '../../model/ec2/image-launches.ts';
import { findImage, imagesSeenIn, isPublic } from '../../model/ec2/images.ts';
import type { Image } from '../../model/ec2/state.ts';
import { wireTags } from '../../model/ec2/tag-specifications.ts';
import { ROOT_DEVICE } from '../../model/ec2/volumes.ts';
import { action } from '../../protocol/action.ts';
import type { Region } from '../../region.ts';
import { type Fields, filtered } from './filters.ts';
import { paged } from './paged.ts';

export const describeImages = action<sdk.DescribeImagesRequest, sdk.DescribeImagesResult>(
  [
    ...(['ImageIds', 'Owners', 'ExecutableUsers', 'Filters', 'IncludeDeprecated'] as const),
    ...(['IncludeDisabled', 'MaxResults', 'NextToken'] as const),
  ],
  (region, input) => {
    const named = input.ImageIds?.map((id) => findImage(region, id)) ?? imagesSeenIn(region);
    const owned = named
      .filter((image) => isOwnedBy(region, image, input.Owners))
      .filter((image) => isFor(region, image, input.ExecutableUsers))
      .filter((image) => isTold(region, image, input));
    const { items, token } = paged(filtered(owned, input.Filters, FIELDS, tagsIn(region)), input, 1);
    return { Images: items.map((image) => imageView(region, image)), ...token };
  },
);

/** Disabled images are told to whoever asks for them, deprecated ones to their owner too [M]. */
function isTold(region: Region, image: Image, input: sdk.DescribeImagesRequest): boolean {
  if (image.state === 'disabled' && input.IncludeDisabled !== true) return false;
  const old = (image.deprecation ?? Infinity) <= region.clock.now();
  return !old || image.ownerId === region.accountId || input.IncludeDeprecated === true;
}

/** `self`, or the number of an account. */
function isOwnedBy(
  { accountId }: Region,
  { ownerId }: Image,
  owners: readonly string[] | undefined,
): boolean {
  if (owners === undefined || owners.length === 0) return true;
  return owners.some((owner) => (owner === 'self' ? ownerId === accountId : ownerId === owner));
}

/** Shared with one of these accounts by its number, `self` being the caller's, or with `all` [M]. */
function isFor({ accountId }: Region, image: Image, users: readonly string[] | undefined): boolean {
  if (users === undefined || users.length === 0) return true;
  return users.some((user) => {
    if (user === 'all') return isPublic(image);
    return image.sharedWith?.includes(user === 'self' ? accountId : user) ?? false;
  });
}

/** The tags of another account's image are not seen [UG]. */
function tagsIn({ accountId }: Region): (image: Image) => Image['tags'] {
  return ({ ownerId, tags }) => (ownerId === accountId ? tags : {});
}

const FIELDS: Fields<Image> = {
  'image-id': (image) => image.imageId,
  name: (image) => image.name,
  description: (image) => image.description,
  state: (image) => image.state,
  architecture: (image) => image.architecture,
  'owner-id': (image) => image.ownerId,
  'creation-date': (image) => new Date(image.created).toISOString(),
  'source-instance-id': (image) => image.source,
  'source-image-id': (image) => image.copy?.imageId,
  'source-image-region': (image) => image.copy?.region,
  'block-device-mapping.snapshot-id': (image) => image.snapshotId,
  'block-device-mapping.delete-on-termination': () => true,
  'block-device-mapping.device-name': () => ROOT_DEVICE,
  'block-device-mapping.encrypted': () => false,
  'block-device-mapping.volume-size': (image) => image.size,
  'block-device-mapping.volume-type': () => 'gp3',
  'ena-support': () => true,
  hypervisor: () => 'xen',
  'image-allowed': () => true,
  'root-device-name': () => ROOT_DEVICE,
  'root-device-type': () => 'ebs',
  'state-reason-code': (image) => image.reason?.code,
  'state-reason-message': (image) => image.reason?.message,
  'virtualization-type': () => 'hvm',
  'image-type': () => 'machine',
  'is-public': (image) => isPublic(image),
};

function imageView(region: Region, image: Image): sdk.Image {
  return {
    ImageId: image.imageId,
    Name: image.name,
    Description: image.description,
    OwnerId: image.ownerId,
    ImageLocation: `${image.ownerId}/${image.name}`,
    CreationDate: new Date(image.created).toISOString(),
    State: image.state,
    ...(image.reason === undefined
      ? {}
      : { StateReason: { Code: image.reason.code, Message: image.reason.message } }),
    Public: isPublic(image),
    Architecture: image.architecture,
    ImageType: 'machine',
    PlatformDetails: 'Linux/UNIX',
    Hypervisor: 'xen',
    VirtualizationType: 'hvm',
    EnaSupport: true,
    RootDeviceName: ROOT_DEVICE,
    RootDeviceType: 'ebs',
    BlockDeviceMappings: [
      {
        DeviceName: ROOT_DEVICE,
        Ebs: {
          SnapshotId: image.snapshotId,
          VolumeSize: image.size,
          VolumeType: 'gp3',
          DeleteOnTermination: true,
          Encrypted: false,
        },
      },
    ],
    ...(image.source === undefined ? {} : { SourceInstanceId: image.source }),
    ...(image.copy === undefined
      ? {}
      : { SourceImageId: image.copy.imageId, SourceImageRegion: image.copy.region }),
    ...usageView(region, image),
    Tags: wireTags(tagsIn(region)(image)),
  };
}

function usageView(region: Region, image: Image): Partial<sdk.Image> {
  const { deprecation } = image;
  const launched = lastReported(region, image);
  return {
    DeregistrationProtection: protectionOf(image),
    ...(deprecation === undefined ? {} : { DeprecationTime: new Date(deprecation).toISOString() }),
    ...(launched === undefined ? {} : { LastLaunchedTime: new Date(launched).toISOString() }),
  };
}
