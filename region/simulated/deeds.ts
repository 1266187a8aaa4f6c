import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import type { CreateLaunchTemplateVersionResult } from '@aws-sdk/client-ec2';

import type { Call } from './call.ts';

/** The group as somebody found it, what else he knows, and how he draws lots. */
export interface Occasion {
  readonly call: Call;
  readonly group: AutoScalingGroup;
  /** The group when he saw it for the first time: what his files say that it is. */
  readonly first: AutoScalingGroup;
  /** One of them, by lot; undefined of none. */
  readonly pick: <T>(among: readonly T[]) => T | undefined;
}

/** What people, their tools, and AWS at their behest do to a group beside whoever else works at it. */
export const DEEDS = {
  /** Somebody sets the desired capacity in the console. */
  person: ({ group, pick, ...how }) =>
    setDesired({ group, ...how }, pick(between(group.MinSize, group.MaxSize))),
  /** Terraform puts everything back to what its files say. */
  terraform: async ({ call, group, first }) => {
    const { MinSize, MaxSize, HealthCheckGracePeriod, LaunchTemplate } = first;
    const template = {
      LaunchTemplateId: LaunchTemplate?.LaunchTemplateId,
      Version: LaunchTemplate?.Version,
    };
    await call('autoscaling', 'UpdateAutoScalingGroup', {
      ...named(group),
      ...{ MinSize, MaxSize, HealthCheckGracePeriod, LaunchTemplate: template },
    });
  },
  /** A schedule: to the least by night, to what it was at first by day. */
  schedule: ({ group, first, pick, ...how }) =>
    setDesired({ group, ...how }, pick([group.MinSize, first.DesiredCapacity])),
  /** A scaling policy: one more or one fewer. */
  policy: ({ group, pick, ...how }) =>
    setDesired({ group, ...how }, (group.DesiredCapacity ?? 0) + (pick([1, -1]) ?? 0)),
  /** Somebody suspends a process, or resumes the one that is suspended. */
  processes: async ({ call, group, pick }) => {
    const [suspended] = group.SuspendedProcesses ?? [];
    const process = suspended?.ProcessName ?? pick(PROCESSES);
    const action = suspended === undefined ? 'SuspendProcesses' : 'ResumeProcesses';
    await call('autoscaling', action, { ...named(group), ScalingProcesses: [process] });
  },
  /** Somebody makes a version of the template, and puts the group on it. */
  template: async ({ call, group }) => {
    const LaunchTemplateId = group.LaunchTemplate?.LaunchTemplateId;
    const made = (await call('ec2', 'CreateLaunchTemplateVersion', {
      ...{
        LaunchTemplateId,
        SourceVersion: '$Latest',
        VersionDescription: 'by hand',
        LaunchTemplateData: {},
      },
    })) as CreateLaunchTemplateVersionResult;
    const Version = String(made.LaunchTemplateVersion?.VersionNumber);
    const LaunchTemplate = { LaunchTemplateId, Version };
    await call('autoscaling', 'UpdateAutoScalingGroup', { ...named(group), LaunchTemplate });
  },
  /** Somebody takes a tag away. */
  untag: async ({ call, group, pick }) => {
    const tag = pick(group.Tags ?? []);
    if (tag === undefined) return;
    const { ResourceId, ResourceType, Key } = tag;
    await call('autoscaling', 'DeleteTags', { Tags: [{ ResourceId, ResourceType, Key }] });
  },
  /** Somebody terminates an instance in the EC2 console. */
  terminate: async ({ call, group, pick }) => {
    const id = pick(group.Instances ?? [])?.InstanceId;
    if (id !== undefined) await call('ec2', 'TerminateInstances', { InstanceIds: [id] });
  },
  /** Somebody ends an instance for good. */
  remove: async ({ call, group, pick }) => {
    const InstanceId = pick(group.Instances ?? [])?.InstanceId;
    if (InstanceId === undefined) return;
    await call('autoscaling', 'TerminateInstanceInAutoScalingGroup', {
      ...{ InstanceId, ShouldDecrementDesiredCapacity: true },
    });
  },
} satisfies Readonly<Record<string, (occasion: Occasion) => Promise<void>>>;

const PROCESSES = ['Launch', 'Terminate', 'AddToLoadBalancer', 'AZRebalance', 'ReplaceUnhealthy'];

function named({ AutoScalingGroupName }: AutoScalingGroup): object {
  return { AutoScalingGroupName };
}

async function setDesired(
  { call, group }: Pick<Occasion, 'call' | 'group'>,
  size: number | undefined,
): Promise<void> {
  await call('autoscaling', 'SetDesiredCapacity', { ...named(group), DesiredCapacity: size });
}

function between(least = 0, most = 0): number[] {
  return Array.from({ length: most - least + 1 }, (_, index) => least + index);
}
