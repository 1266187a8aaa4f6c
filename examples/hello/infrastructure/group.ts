import {
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import { CreateLaunchTemplateCommand, DescribeLaunchTemplatesCommand } from '@aws-sdk/client-ec2';
import { found, type Cloud } from './cloud.ts';
import type { Network } from './network.ts';

/** The sizes of a group. */
export interface Size {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
}

/** What the instances of a group are made of. */
export interface Template {
  readonly name: string;
  readonly image: string;
  readonly firewall: string;
  readonly userData: string;
  /** The name of its instance profile. */
  readonly profile: string;
}

/** The launch template of that name, with one version; one that is there is left as it is: its versions are bakeroll's to make. */
export async function makeTemplate({ ec2 }: Cloud, template: Template): Promise<void> {
  const there = await found(
    ec2.send(new DescribeLaunchTemplatesCommand({ LaunchTemplateNames: [template.name] })),
    'InvalidLaunchTemplateName.NotFoundException',
  );
  if (there?.LaunchTemplates?.length) return;
  await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: template.name,
      VersionDescription: 'before the first release',
      LaunchTemplateData: {
        ImageId: template.image,
        InstanceType: 't3.micro',
        SecurityGroupIds: [template.firewall],
        IamInstanceProfile: { Name: template.profile },
        MetadataOptions: { HttpTokens: 'required', HttpEndpoint: 'enabled' },
        UserData: Buffer.from(template.userData).toString('base64'),
        TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: template.name }] }],
      },
    }),
  );
}

/** The group of that name on the template's first version, in two zones; one that is there is left as it is. */
export async function makeGroup(
  { autoscaling }: Cloud,
  network: Network,
  group: { readonly name: string; readonly targetGroupArn: string; readonly size: Size },
): Promise<void> {
  const there = await autoscaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group.name] }),
  );
  if (there.AutoScalingGroups?.length) return;
  await autoscaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: group.name,
      LaunchTemplate: { LaunchTemplateName: group.name, Version: '1' },
      MinSize: group.size.min,
      MaxSize: group.size.max,
      DesiredCapacity: group.size.desired,
      VPCZoneIdentifier: network.subnetIds.join(','),
      TargetGroupARNs: [group.targetGroupArn],
      HealthCheckType: 'ELB',
      HealthCheckGracePeriod: 60,
    }),
  );
}
