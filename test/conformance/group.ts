import {
  CreateAutoScalingGroupCommand,
  DeleteAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  type AutoScalingGroup,
} from '@aws-sdk/client-auto-scaling';
import { CreateLaunchTemplateCommand, DeleteLaunchTemplateCommand } from '@aws-sdk/client-ec2';

import type { Place } from './place.ts';

/** Makes a group of t3.nano with the place's name, min 0, max 2, desired 0, and removes it with its template at the end. */
export async function makeGroup(place: Place): Promise<void> {
  const { ec2, autoscaling, name, subnetIds, imageId } = place;
  await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: name,
      LaunchTemplateData: { ImageId: imageId, InstanceType: 't3.nano' },
    }),
  );
  place.remove(() => ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateName: name })));
  await autoscaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: name,
      LaunchTemplate: { LaunchTemplateName: name, Version: '1' },
      MinSize: 0,
      MaxSize: 2,
      DesiredCapacity: 0,
      VPCZoneIdentifier: subnetIds.join(),
    }),
  );
  place.remove(() => removeGroup(place));
}

async function removeGroup({ autoscaling, name, until }: Place): Promise<void> {
  await autoscaling.send(
    new DeleteAutoScalingGroupCommand({ AutoScalingGroupName: name, ForceDelete: true }),
  );
  await until('the group is gone', 600, async () => {
    const { AutoScalingGroups = [] } = await autoscaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
    );
    return AutoScalingGroups.length === 0 ? true : undefined;
  });
}

export async function seeGroup({ autoscaling, name }: Place): Promise<AutoScalingGroup> {
  const { AutoScalingGroups = [] } = await autoscaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
  );
  const [group] = AutoScalingGroups;
  if (group === undefined) throw new Error(`the group ${name} is not there`);
  return group;
}
