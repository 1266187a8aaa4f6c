import type * as sdk from '@aws-sdk/client-ec2';

import { copyImage as makeCopy } from '../../model/ec2/copy-image.ts';
import { checkTagTypes, tagsFor } from '../../model/ec2/tag-specifications.ts';
import { once } from '../../model/ec2/token.ts';
import { action } from '../../protocol/action.ts';

/** Asked of the region that the copy is to be in. */
export const copyImage = action<sdk.CopyImageRequest, sdk.CopyImageResult>(
  [
    ...(['Name', 'Description', 'SourceImageId', 'SourceRegion'] as const),
    ...(['CopyImageTags', 'TagSpecifications', 'ClientToken'] as const),
  ],
  (region, { ClientToken, ...input }) => {
    checkTagTypes(input.TagSpecifications, ['image', 'snapshot']);
    const call = { action: 'CopyImage', token: ClientToken, input };
    const ImageId = once(region, call, () => {
      const { imageId } = makeCopy(region, {
        name: input.Name,
        description: input.Description ?? '',
        imageId: input.SourceImageId,
        from: input.SourceRegion,
        withTags: input.CopyImageTags === true,
        imageTags: tagsFor(input.TagSpecifications, 'image'),
        snapshotTags: tagsFor(input.TagSpecifications, 'snapshot'),
      });
      return imageId;
    });
    return { ImageId };
  },
);
