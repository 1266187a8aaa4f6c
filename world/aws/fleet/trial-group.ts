import type { _InstanceType } from '@aws-sdk/client-ec2';
import type { Counted } from './counted.ts';

/** A group of its own, and its launch template, by which something is found out; both go by `name`. */
export interface TrialGroup {
  readonly name: string;
  readonly image: string;
  readonly type: string;
  readonly subnet: string;
  readonly max: number;
}

/** Makes the template. @throws Refused */
export async function makeTrialTemplate(aws: Counted, { name, image, type }: TrialGroup): Promise<void> {
  await aws.write(async (clients) => {
    const { CreateLaunchTemplateCommand } = await import('@aws-sdk/client-ec2');
    const client = await clients.ec2();
    await client.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: name,
        // A type that is newer than the SDK is a type too.
        LaunchTemplateData: { ImageId: image, InstanceType: type as _InstanceType },
      }),
    );
  });
}

/** Makes the group, with no instance, no balancer and no grace period. @throws Refused */
export async function makeTrialGroup(aws: Counted, { name, subnet, max }: TrialGroup): Promise<void> {
  await aws.write(async (clients) => {
    const { CreateAutoScalingGroupCommand } = await import('@aws-sdk/client-auto-scaling');
    const client = await clients.autoscaling();
    await client.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: name,
        LaunchTemplate: { LaunchTemplateName: name, Version: '1' },
        ...{ MinSize: 0, MaxSize: max, DesiredCapacity: 0 },
        ...{ VPCZoneIdentifier: subnet, HealthCheckType: 'EC2', HealthCheckGracePeriod: 0 },
      }),
    );
  });
}

/** Sets a trial group's sizes, and its grace period in seconds. A roll never sets desired; a trial group is nobody else's. */
export async function sizeTrialGroup(
  aws: Counted,
  name: string,
  { desired, max, grace }: { readonly desired?: number; readonly max?: number; readonly grace?: number },
): Promise<void> {
  await aws.write(async (clients) => {
    const { UpdateAutoScalingGroupCommand } = await import('@aws-sdk/client-auto-scaling');
    const client = await clients.autoscaling();
    await client.send(
      new UpdateAutoScalingGroupCommand({
        AutoScalingGroupName: name,
        ...(desired === undefined ? {} : { DesiredCapacity: desired }),
        ...(max === undefined ? {} : { MaxSize: max }),
        ...(grace === undefined ? {} : { HealthCheckGracePeriod: grace }),
      }),
    );
  });
}

/** Somebody's own verdict on an instance. @param respect whether its grace period, where it has one, overrides that */
export async function declareUnhealthy(aws: Counted, instance: string, respect: boolean): Promise<void> {
  await aws.write(async (clients) => {
    const { SetInstanceHealthCommand } = await import('@aws-sdk/client-auto-scaling');
    const client = await clients.autoscaling();
    await client.send(
      new SetInstanceHealthCommand({
        ...{ InstanceId: instance, HealthStatus: 'Unhealthy', ShouldRespectGracePeriod: respect },
      }),
    );
  });
}

/** Deletes a trial group with all that is in it. @throws Refused where there is none */
export async function deleteTrialGroup(aws: Counted, name: string): Promise<void> {
  await aws.write(async (clients) => {
    const { DeleteAutoScalingGroupCommand } = await import('@aws-sdk/client-auto-scaling');
    const client = await clients.autoscaling();
    await client.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName: name, ForceDelete: true }));
  });
}

export async function deleteTrialTemplate(aws: Counted, name: string): Promise<void> {
  await aws.write(async (clients) => {
    const { DeleteLaunchTemplateCommand } = await import('@aws-sdk/client-ec2');
    const client = await clients.ec2();
    await client.send(new DeleteLaunchTemplateCommand({ LaunchTemplateName: name }));
  });
}
