import type * as sdk from '@aws-sdk/client-ec2';

import { createImage as makeImage } from '../../model/ec2/create-image.ts';
import { deregisterImage as forgetImage, findOwnImage } from '../../model/ec2/images.ts';
import { deleteSnapshot } from '../../model/ec2/snapshots.ts';
import { checkTagTypes, tagsFor } from '../../model/ec2/tag-specifications.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';

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

export const modifyImageAttribute = action<sdk.ModifyImageAttributeRequest, object>(
  ['ImageId', 'Attribute', 'Value', 'Description'],
  (region, input) => {
    const image = findOwnImage(region, input.ImageId);
    const description = input.Description?.Value ?? input.Value;
    if ((input.Attribute ?? 'description') !== 'description' || description === undefined) {
      throw new AwsError(
        'UnsupportedOperation',
        'The local region models no attribute of an image but its description',
      );
    }
    image.description = description;
    return {};
  },
);
