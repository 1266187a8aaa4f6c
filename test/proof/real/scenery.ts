import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeImagesCommand, DescribeInstancesCommand } from '@aws-sdk/client-ec2';

import type { Scenery } from './blow.ts';
import type { Ground } from './ground.ts';

/** What is there now, for a roll to that release. @throws Error when there is less than a fault needs */
export async function sceneryNow({ stage, dev }: Ground, release: string): Promise<Scenery> {
  const { autoscaling, ec2 } = stage.cloud;
  const { Images: [image] = [] } = await ec2.send(
    new DescribeImagesCommand({
      Owners: ['self'],
      Filters: [{ Name: 'tag:bakeroll:release', Values: [release] }],
    }),
  );
  const { AutoScalingGroups: [group] = [] } = await autoscaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [dev.group] }),
  );
  const ids = group?.Instances?.flatMap(({ InstanceId }) => InstanceId ?? []) ?? [];
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: ids }));
  const instances = Reservations.flatMap(({ Instances = [] }) => Instances);
  const idsWhere = (isNew: boolean) =>
    instances
      .filter(({ ImageId }) => (ImageId === image?.ImageId) === isNew)
      .flatMap(({ InstanceId }) => InstanceId ?? []);
  const [old, ...others] = idsWhere(false);
  const [zone, ...zones] = group?.AvailabilityZones ?? [];
  if (image?.ImageId === undefined || old === undefined || zone === undefined)
    throw new Error(`there is no image of ${release}, no old instance or no zone`);
  return {
    group: dev.group,
    image: image.ImageId,
    zones: [zone, ...zones],
    old: [old, ...others],
    fresh: idsWhere(true),
  };
}
