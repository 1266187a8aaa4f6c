import type * as sdk from '@aws-sdk/client-ec2';

import type { Instance } from '../../model/ec2/state.ts';
import { wireTags } from '../../model/ec2/tag-specifications.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { filtered } from './filters.ts';
import { paged } from './paged.ts';

/** The root volumes of the instances that are not terminated: there are no others. */
export const describeVolumes = action<sdk.DescribeVolumesRequest, sdk.DescribeVolumesResult>(
  ['VolumeIds', 'Filters', 'MaxResults', 'NextToken'],
  (region, input) => {
    const living = region.state.ec2.instances.filter(({ state }) => state !== 'terminated');
    const missing = input.VolumeIds?.find((id) => !living.some(({ volume }) => volume.volumeId === id));
    if (missing !== undefined)
      throw new AwsError('InvalidVolume.NotFound', `The volume '${missing}' does not exist.`);
    const named = living.filter(({ volume }) => input.VolumeIds?.includes(volume.volumeId) ?? true);
    const fields = {
      'volume-id': ({ volume }: Instance) => volume.volumeId,
      'snapshot-id': ({ volume }: Instance) => volume.snapshotId,
      'attachment.instance-id': (instance: Instance) => instance.instanceId,
      'availability-zone': (instance: Instance) => instance.zone,
      status: () => 'in-use',
    };
    const { items, token } = paged(
      filtered(named, input.Filters, fields, ({ volume }) => volume.tags),
      input,
    );
    return { Volumes: items.map(volumeView), ...token };
  },
);

function volumeView({ volume, zone, instanceId, launched }: Instance): sdk.Volume {
  const since = new Date(launched);
  return {
    VolumeId: volume.volumeId,
    SnapshotId: volume.snapshotId,
    Size: volume.size,
    VolumeType: volume.type as sdk.VolumeType,
    AvailabilityZone: zone,
    State: 'in-use',
    CreateTime: since,
    Encrypted: false,
    ...(volume.iops === undefined ? {} : { Iops: volume.iops }),
    ...(volume.throughput === undefined ? {} : { Throughput: volume.throughput }),
    Attachments: [
      {
        VolumeId: volume.volumeId,
        InstanceId: instanceId,
        Device: volume.device,
        State: 'attached',
        AttachTime: since,
        DeleteOnTermination: true,
      },
    ],
    Tags: wireTags(volume.tags),
  };
}
