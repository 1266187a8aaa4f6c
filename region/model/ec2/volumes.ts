import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { newId } from './id.ts';
import type { Image, TemplateData, Volume } from './state.ts';
import { tagsFor } from './tag-specifications.ts';

/** The root device of Debian's images. */
export const ROOT_DEVICE = '/dev/xvda';

/**
 * The region models the root volume alone, and that it goes with its instance.
 *
 * @throws AwsError UnsupportedOperation, InvalidBlockDeviceMapping
 */
export function checkMappings(mappings: TemplateData['BlockDeviceMappings']): void {
  for (const { DeviceName, Ebs } of mappings ?? []) {
    if (DeviceName !== ROOT_DEVICE) {
      throw new AwsError(
        'UnsupportedOperation',
        `The local region models no volume but the root one, ${ROOT_DEVICE}; asked for was ${DeviceName ?? 'none'}`,
      );
    }
    if (Ebs?.DeleteOnTermination === false) {
      throw new AwsError(
        'UnsupportedOperation',
        'The local region does not model volumes that outlive their instance',
      );
    }
  }
}

/** The root volume of an instance that is launched from `image`. */
export function rootVolume(region: Region, image: Image, data: TemplateData): Volume {
  const mapping = data.BlockDeviceMappings?.find(({ DeviceName }) => DeviceName === ROOT_DEVICE);
  return {
    volumeId: newId(region, 'vol'),
    snapshotId: image.snapshotId,
    device: ROOT_DEVICE,
    size: mapping?.Ebs?.VolumeSize ?? image.size,
    type: mapping?.Ebs?.VolumeType ?? 'gp3',
    tags: tagsFor(data.TagSpecifications, 'volume'),
  };
}
