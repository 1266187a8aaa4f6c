import { isWrite } from './is-write.ts';

/** What the event log tells of the input of a request that may write; of one that reads, the groups alone. Never a secret, and no user data. */
const TOLD = [
  'AutoScalingGroupName',
  'AutoScalingGroupNames',
  'TargetGroupArn',
  'InstanceId',
  'InstanceIds',
  'MinSize',
  'MaxSize',
  'DesiredCapacity',
  'HealthCheckGracePeriod',
  'LaunchTemplate',
  'MixedInstancesPolicy',
  'LaunchTemplateSpecification',
  'LaunchTemplateId',
  'LaunchTemplateName',
  'Version',
  'Versions',
  'SourceVersion',
  'VersionDescription',
  'LaunchTemplateData',
  'ImageId',
  'RequestedCapacity',
  'AvailabilityZones',
  'SubnetIds',
  'RetryStrategy',
  'ScalingProcesses',
  'ShouldDecrementDesiredCapacity',
  'ProtectedFromScaleIn',
  'NewInstancesProtectedFromScaleIn',
  'HealthStatus',
  'Tags',
  'ResourceId',
  'ResourceType',
  'Key',
  'Value',
  'PropagateAtLaunch',
  'DryRun',
] as const;

/** Elsewhere the SDKs make up a token at random where the caller has none. */
const TOLD_TOKENS = ['LaunchInstances', 'CreateLaunchTemplateVersion'];

const TOLD_OF_READS = ['AutoScalingGroupName', 'AutoScalingGroupNames', 'TargetGroupArn'] as const;

/** What says what a request is about: the named members of its input, at any depth, in one order. */
export function aboutOf(service: string, action: string, input: object): Record<string, unknown> | undefined {
  if (service === 'ssm' || service === 'iam' || service === 'sts') return undefined;
  const about = picked(input, namesFor(action));
  return Object.keys(about).length === 0 ? undefined : about;
}

function namesFor(action: string): readonly string[] {
  if (!isWrite(action)) return TOLD_OF_READS;
  return TOLD_TOKENS.includes(action) ? [...TOLD, 'ClientToken'] : TOLD;
}

function picked(input: object, names: readonly string[]): Record<string, unknown> {
  const values = input as Readonly<Record<string, unknown>>;
  const about: Record<string, unknown> = {};
  for (const name of names) {
    const value = values[name];
    if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) continue;
    about[name] = plain(value, names);
  }
  return about;
}

function plain(value: unknown, names: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => plain(item, names));
  return typeof value === 'object' && value !== null ? picked(value, names) : value;
}
