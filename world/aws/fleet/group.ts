import { type GroupSeen, groupSeen } from './look.ts';
import type { Counted } from './counted.ts';
import type { Mixed } from './mixed.ts';

/** The group as AWS shows it now; undefined where there is none of that name. */
export async function readGroup(aws: Counted, name: string): Promise<GroupSeen | undefined> {
  return aws.read(async (clients) => {
    const { DescribeAutoScalingGroupsCommand } = await import('@aws-sdk/client-auto-scaling');
    const client = await clients.autoscaling();
    const answer = await client.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }));
    const [group] = answer.AutoScalingGroups ?? [];
    return group && groupSeen(group);
  });
}

/** What may be written of a group in one call. Sizes never include desired: it is not ours to set. */
export interface GroupWrite {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly grace?: number | undefined;
  readonly template?: { readonly id: string; readonly version: number } | undefined;
  /** Where the group has a mixed policy: its template is a part of that. */
  readonly mixed?: Mixed | undefined;
}

export async function writeGroup(
  aws: Counted,
  name: string,
  { min, max, grace, template, mixed }: GroupWrite,
): Promise<void> {
  await aws.write(async (clients) => {
    const { UpdateAutoScalingGroupCommand } = await import('@aws-sdk/client-auto-scaling');
    const client = await clients.autoscaling();
    await client.send(
      new UpdateAutoScalingGroupCommand({
        AutoScalingGroupName: name,
        ...(min === undefined ? {} : { MinSize: min }),
        ...(max === undefined ? {} : { MaxSize: max }),
        ...(grace === undefined ? {} : { HealthCheckGracePeriod: grace }),
        ...(template === undefined ? {} : launching(template, mixed)),
      }),
    );
  });
}

/** A policy is sent back whole: what a call leaves out of one AWS may take for its default. */
function launching({ id, version }: { id: string; version: number }, mixed: Mixed | undefined) {
  const specification = { LaunchTemplateId: id, Version: String(version) };
  if (mixed === undefined) return { LaunchTemplate: specification };
  const { asRead } = mixed;
  const template = { ...asRead.LaunchTemplate, LaunchTemplateSpecification: specification };
  return { MixedInstancesPolicy: { ...asRead, LaunchTemplate: template } };
}

export async function suspendRebalance(aws: Counted, name: string, suspended: boolean): Promise<void> {
  await aws.write(async (clients) => {
    const sdk = await import('@aws-sdk/client-auto-scaling');
    const client = await clients.autoscaling();
    const which = { AutoScalingGroupName: name, ScalingProcesses: ['AZRebalance'] };
    if (suspended) await client.send(new sdk.SuspendProcessesCommand(which));
    else await client.send(new sdk.ResumeProcessesCommand(which));
  });
}

export async function resumeProcesses(
  aws: Counted,
  name: string,
  processes: readonly string[],
): Promise<void> {
  await aws.write(async (clients) => {
    const { ResumeProcessesCommand } = await import('@aws-sdk/client-auto-scaling');
    const client = await clients.autoscaling();
    const which = { AutoScalingGroupName: name, ScalingProcesses: [...processes] };
    await client.send(new ResumeProcessesCommand(which));
  });
}

export interface LaunchWrite {
  readonly zone: string;
  readonly subnet: string;
  readonly count: number;
  readonly token: string;
}

/** LaunchInstances: the one call of Auto Scaling that is safe to repeat, by its token, and says at once why it could not. */
export async function launchInto(
  aws: Counted,
  name: string,
  { subnet, count, token }: LaunchWrite,
): Promise<{ instances: string[]; refused: string | undefined }> {
  return aws.write(async (clients) => {
    const { LaunchInstancesCommand } = await import('@aws-sdk/client-auto-scaling');
    const client = await clients.autoscaling();
    const answer = await client.send(
      new LaunchInstancesCommand({
        AutoScalingGroupName: name,
        RequestedCapacity: count,
        ClientToken: token,
        SubnetIds: [subnet],
        RetryStrategy: 'none',
      }),
    );
    const [error] = answer.Errors ?? [];
    return {
      instances: (answer.Instances ?? []).flatMap(({ InstanceIds }) => InstanceIds ?? []),
      refused: error && `${error.ErrorCode ?? ''}: ${error.ErrorMessage ?? ''}`,
    };
  });
}

/** Drains, then ends, one instance by its id. */
export async function endMember(aws: Counted, instance: string, decrement: boolean): Promise<void> {
  await aws.write(async (clients) => {
    const { TerminateInstanceInAutoScalingGroupCommand } = await import('@aws-sdk/client-auto-scaling');
    const client = await clients.autoscaling();
    await client.send(
      new TerminateInstanceInAutoScalingGroupCommand({
        InstanceId: instance,
        ShouldDecrementDesiredCapacity: decrement,
      }),
    );
  });
}

/** Protection from scale-in, 50 ids a call (AWS.md 1.2). */
export async function protectMembers(
  aws: Counted,
  name: string,
  instances: readonly string[],
  on: boolean,
): Promise<void> {
  for (let from = 0; from < instances.length; from += 50) {
    const InstanceIds = instances.slice(from, from + 50);
    await aws.write(async (clients) => {
      const { SetInstanceProtectionCommand } = await import('@aws-sdk/client-auto-scaling');
      const client = await clients.autoscaling();
      await client.send(
        new SetInstanceProtectionCommand({
          AutoScalingGroupName: name,
          InstanceIds,
          ProtectedFromScaleIn: on,
        }),
      );
    });
  }
}

/** Tags of the group alone: none reaches an instance. */
export async function tagGroup(
  aws: Counted,
  name: string,
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  await aws.write(async (clients) => {
    const { CreateOrUpdateTagsCommand } = await import('@aws-sdk/client-auto-scaling');
    const client = await clients.autoscaling();
    const Tags = Object.entries(tags).map(([Key, Value]) => ({
      ...resource(name),
      Key,
      Value: Value.slice(0, 256),
      PropagateAtLaunch: false,
    }));
    await client.send(new CreateOrUpdateTagsCommand({ Tags }));
  });
}

export async function untagGroup(aws: Counted, name: string, keys: readonly string[]): Promise<void> {
  await aws.write(async (clients) => {
    const { DeleteTagsCommand } = await import('@aws-sdk/client-auto-scaling');
    const client = await clients.autoscaling();
    await client.send(new DeleteTagsCommand({ Tags: keys.map((Key) => ({ ...resource(name), Key })) }));
  });
}

function resource(name: string) {
  return { ResourceId: name, ResourceType: 'auto-scaling-group' };
}
