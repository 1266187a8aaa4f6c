import type * as autoscaling from '@aws-sdk/client-auto-scaling';
import type * as ec2 from '@aws-sdk/client-ec2';

import type { Call } from '../../region/simulated/call.ts';

/** What Terraform's files say of the group `web`: what it was when they were applied first. */
export interface Files {
  readonly group: autoscaling.AutoScalingGroup;
  readonly imageId: string;
  /** Whether they have docs/terraform.md's two `lifecycle` blocks. */
  readonly lifecycle: boolean;
  /** Whether they have an `instance_refresh` block. */
  readonly refresh?: boolean;
}

export async function groupNow(call: Call): Promise<autoscaling.AutoScalingGroup> {
  const input = { AutoScalingGroupNames: ['web'] };
  const answer = (await call(
    'autoscaling',
    'DescribeAutoScalingGroups',
    input,
  )) as autoscaling.AutoScalingGroupsType;
  const [group] = answer.AutoScalingGroups ?? [];
  if (group === undefined) throw new Error('the group web is gone');
  return group;
}

/** Somebody applies those files. The calls are those of provider hashicorp/aws 5.100, seen with Terraform 1.11. */
export async function apply(call: Call, files: Files): Promise<void> {
  const { group: wanted, lifecycle } = files;
  const now = await groupNow(call);
  const { HealthCheckGracePeriod } = wanted;
  if (lifecycle) {
    if (now.HealthCheckGracePeriod !== HealthCheckGracePeriod) await update(call, { HealthCheckGracePeriod });
    return;
  }
  const { MinSize, MaxSize, DesiredCapacity } = wanted;
  const LaunchTemplate = await template(call, files, now);
  await update(call, { MinSize, MaxSize, DesiredCapacity, HealthCheckGracePeriod, LaunchTemplate });
  await putBackProcesses(call, now);
  await putBackTags(call, now);
  if (files.refresh === true)
    await call('autoscaling', 'StartInstanceRefresh', { AutoScalingGroupName: 'web' });
}

/** A version that says what the files say, and is the default from then on, where the newest one says otherwise. */
async function template(call: Call, { group, imageId }: Files, now: autoscaling.AutoScalingGroup) {
  const LaunchTemplateId = group.LaunchTemplate?.LaunchTemplateId;
  const same = now.LaunchTemplate?.Version === group.LaunchTemplate?.Version;
  const newest = (await call('ec2', 'DescribeLaunchTemplateVersions', {
    ...{ LaunchTemplateId, Versions: ['$Latest'] },
  })) as ec2.DescribeLaunchTemplateVersionsResult;
  const version = newest.LaunchTemplateVersions?.[0];
  if (same && version?.LaunchTemplateData?.ImageId === imageId)
    return { LaunchTemplateId, Version: group.LaunchTemplate?.Version };
  const made = (await call('ec2', 'CreateLaunchTemplateVersion', {
    ...{ LaunchTemplateId, LaunchTemplateData: { ImageId: imageId, InstanceType: 't3.small' } },
  })) as ec2.CreateLaunchTemplateVersionResult;
  return { LaunchTemplateId, Version: String(made.LaunchTemplateVersion?.VersionNumber) };
}

async function update(call: Call, what: object): Promise<void> {
  await call('autoscaling', 'UpdateAutoScalingGroup', { AutoScalingGroupName: 'web', ...what });
}

async function putBackProcesses(call: Call, { SuspendedProcesses = [] }: autoscaling.AutoScalingGroup) {
  const ScalingProcesses = SuspendedProcesses.map(({ ProcessName }) => ProcessName);
  if (ScalingProcesses.length > 0)
    await call('autoscaling', 'ResumeProcesses', { AutoScalingGroupName: 'web', ScalingProcesses });
}

async function putBackTags(call: Call, { Tags = [] }: autoscaling.AutoScalingGroup) {
  const ours = Tags.filter(({ Key }) => Key?.startsWith('bakeroll:'));
  if (ours.length > 0) await call('autoscaling', 'DeleteTags', { Tags: ours });
}
