import type * as sdk from '@aws-sdk/client-ec2';

import { createImage as makeImage } from '../../model/ec2/create-image.ts';
import { deregisterImage as forgetImage, findOwnImage } from '../../model/ec2/images.ts';
import { deleteSnapshot } from '../../model/ec2/snapshots.ts';
import { checkTagTypes, tagsFor } from '../../model/ec2/tag-specifications.ts';
import { action } from '../../protocol/action.ts';

export const createImage = action<sdk.CreateImageRequest, sdk.CreateImageResult>(
  ['InstanceId', 'Name', 'Description', 'NoReboot', 'TagSpecifications'],
  (region, input) => {
    checkTagTypes(input.TagSpecifications, ['image', 'snapshot']);
    const image = makeImage(region, {
      instanceId: input.InstanceId,
      name: input.Name,
      description: input.Description ?? '',
      noReboot: input.NoReboot ?? false,
      imageTags: tagsFor(input.TagSpecifications, 'image'),
      snapshotTags: tagsFor(input.TagSpecifications, 'snapshot'),
    });
    return { ImageId: image.imageId };
  },
);

export const deregisterImage = action<sdk.DeregisterImageRequest, sdk.DeregisterImageResult>(
  ['ImageId', 'DeleteAssociatedSnapshots'],
  (region, input) => {
    const { snapshotId } = findOwnImage(region, input.ImageId);
    forgetImage(region, input.ImageId);
    if (input.DeleteAssociatedSnapshots !== true) return { Return: true };
    deleteSnapshot(region, snapshotId);
    return { Return: true, DeleteSnapshotResults: [{ SnapshotId: snapshotId, ReturnCode: 'success' }] };
  },
);
