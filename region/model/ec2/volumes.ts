import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { newId } from './id.ts';
import type { Image, Volume } from './state.ts';
import type { TemplateData } from './templates.ts';
import { tagsFor } from './tag-specifications.ts';

/** The root device of Debian's images. */
export const ROOT_DEVICE = '/dev/xvda';

/**
 * The region models the root volume alone, unencrypted, and that it goes with its instance: EBS no further than images need it.
 *
 * @param image what the volume is made from, where that is known already
 * @throws AwsError UnsupportedOperation, InvalidBlockDeviceMapping
 */
export function checkMappings(mappings: TemplateData['BlockDeviceMappings'], image?: Image): void {
  for (const { DeviceName, Ebs } of mappings ?? []) {
    if (DeviceName !== ROOT_DEVICE) {
      throw new AwsError(
        'UnsupportedOperation',
        `The local region models EBS only as far as images need it: no volume but the root one, ${ROOT_DEVICE}; asked for was ${DeviceName ?? 'none'}`,
      );
    }
    if (Ebs?.DeleteOnTermination === false) {
      throw new AwsError(
        'UnsupportedOperation',
        'The local region models EBS only as far as images need it: no volume outlives its instance',
      );
    }
    if (Ebs?.Encrypted === true) {
      throw new AwsError(
        'UnsupportedOperation',
        'The local region models EBS only as far as images need it: no volume is encrypted',
      );
    }
    const size = Ebs?.VolumeSize;
    if (image !== undefined && size !== undefined && size < image.size) {
      throw new AwsError(
        'InvalidBlockDeviceMapping',
        `Volume of size ${size}GB is smaller than snapshot '${image.snapshotId}', expect size >= ${image.size}GB`,
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
    ...(mapping?.Ebs?.Iops === undefined ? {} : { iops: mapping.Ebs.Iops }),
    ...(mapping?.Ebs?.Throughput === undefined ? {} : { throughput: mapping.Ebs.Throughput }),
    tags: tagsFor(data.TagSpecifications, 'volume'),
  };
}
