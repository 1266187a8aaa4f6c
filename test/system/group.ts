import { type AutoScalingGroup, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeLaunchTemplateVersionsCommand } from '@aws-sdk/client-ec2';
import type { Cloud } from '../../examples/hello/infrastructure/cloud.ts';

/** All that a roll may change of a group, but for which instances it has. */
export interface GroupNow {
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly desired: number | undefined;
  /** Seconds. */
  readonly grace: number | undefined;
  readonly templateVersion: string | undefined;
  /** Every version that the template has. */
  readonly versions: readonly (number | undefined)[];
  readonly suspended: readonly (string | undefined)[];
  readonly tags: Readonly<Record<string, string | undefined>>;
  readonly protectsNew: boolean | undefined;
  /** How many instances are protected from scale-in. */
  readonly protected: number;
  readonly instances: number;
}

/** The group of that name as AWS shows it; its template has the same name. */
export async function groupNow({ autoscaling, ec2 }: Cloud, name: string): Promise<GroupNow> {
  const { AutoScalingGroups: [group] = [] } = await autoscaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
  );
  if (group === undefined) throw new Error(`there is no group ${name}`);
  const { LaunchTemplateVersions = [] } = await ec2.send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName: name }),
  );
  const versions = LaunchTemplateVersions.map(({ VersionNumber }) => VersionNumber).toSorted();
  return { ...settingsIn(group), versions };
}

function settingsIn(group: AutoScalingGroup): Omit<GroupNow, 'versions'> {
  const { Instances = [], SuspendedProcesses = [], Tags = [] } = group;
  return {
    min: group.MinSize,
    max: group.MaxSize,
    desired: group.DesiredCapacity,
    grace: group.HealthCheckGracePeriod,
    templateVersion: group.LaunchTemplate?.Version,
    suspended: SuspendedProcesses.map(({ ProcessName }) => ProcessName),
    tags: Object.fromEntries(Tags.map(({ Key = '', Value }) => [Key, Value])),
    protectsNew: group.NewInstancesProtectedFromScaleIn,
    protected: Instances.filter(({ ProtectedFromScaleIn }) => ProtectedFromScaleIn).length,
    instances: Instances.length,
  };
}
