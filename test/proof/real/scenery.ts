import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeImagesCommand, DescribeInstancesCommand } from '@aws-sdk/client-ec2';

import type { Scenery } from './blow.ts';
import type { LocalStage } from '../../system/stage.ts';
import type { Ground } from './ground.ts';

/** What is there now, for a roll to that release. @throws Error when there is less than a fault needs */
export async function sceneryNow({ stage, dev }: Ground, release: string): Promise<Scenery> {
  const { autoscaling, ec2 } = stage.cloud;
  const image = await imageOf(stage, release);
  const { AutoScalingGroups: [group] = [] } = await autoscaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [dev.group] }),
  );
  const ids = group?.Instances?.flatMap(({ InstanceId }) => InstanceId ?? []) ?? [];
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: ids }));
  const instances = Reservations.flatMap(({ Instances = [] }) => Instances);
  const idsWhere = (isNew: boolean) =>
    instances
      .filter(({ ImageId }) => (ImageId === image) === isNew)
      .flatMap(({ InstanceId }) => InstanceId ?? []);
  const [old, ...others] = idsWhere(false);
  const [zone, ...zones] = group?.AvailabilityZones ?? [];
  if (old === undefined || zone === undefined) throw new Error('there is no old instance, or no zone');
  return {
    group: dev.group,
    image,
    zones: [zone, ...zones],
    old: [old, ...others],
    fresh: idsWhere(true),
  };
}

/** The image of a release of hello. */
export async function imageOf({ cloud }: LocalStage, release: string): Promise<string> {
  const { Images: [image] = [] } = await cloud.ec2.send(
    new DescribeImagesCommand({
      Owners: ['self'],
      Filters: [{ Name: 'tag:bakeroll:release', Values: [release] }],
    }),
  );
  if (image?.ImageId === undefined) throw new Error(`there is no image of ${release}`);
  return image.ImageId;
}
