import { AwsError } from '../../../region/protocol/aws-error.ts';
import { type Call, NoAnswer } from '../../../region/simulated/call.ts';
import type { Place } from './place.ts';

/** What somebody beside bakeroll does to the group: by how many, never beyond its sizes, or to which value. */
export type Deed =
  | { readonly deed: 'scale'; readonly by: 'person' | 'policy' | 'schedule'; readonly change: number }
  /** Somebody sets the minimum or the maximum otherwise. */
  | { readonly deed: 'resize'; readonly what: 'min' | 'max'; readonly change: number }
  | { readonly deed: 'grace'; readonly seconds: number }
  | { readonly deed: 'suspend'; readonly process: string }
  /** Somebody takes all tags of the group away. */
  | { readonly deed: 'untag' }
  /** Somebody ends an instance through EC2: the group launches another one. */
  | { readonly deed: 'terminate'; readonly nth: number }
  /** Somebody ends an instance for good: desired falls with it. */
  | { readonly deed: 'remove'; readonly nth: number };

/** The key that they sign with: the judge tells them by it from those who drive. */
const KEY = 'AKIASTRANGER';

/** @returns what AWS answered: `ok`, or why it did not do it */
export async function perform({ sim, group }: Place, deed: Deed): Promise<string> {
  const { call } = sim.as(KEY);
  try {
    await done(call, deed, group(), sim.clock.now());
    return 'ok';
  } catch (error) {
    if (error instanceof AwsError) return error.code;
    if (error instanceof NoAnswer) return 'no answer';
    throw error;
  }
}

type Group = ReturnType<Place['group']>;

const NAMED = { AutoScalingGroupName: 'web' };

async function done(call: Call, deed: Deed, group: Group, now: number): Promise<void> {
  switch (deed.deed) {
    case 'scale':
      return scale(call, deed, group, now);
    case 'resize': {
      const { min, max } = group;
      const sizes =
        deed.what === 'min'
          ? { MinSize: Math.min(max, Math.max(0, min + deed.change)) }
          : { MaxSize: Math.max(min, max + deed.change) };
      await call('autoscaling', 'UpdateAutoScalingGroup', { ...NAMED, ...sizes });
      return;
    }
    case 'grace':
      await call('autoscaling', 'UpdateAutoScalingGroup', {
        ...NAMED,
        HealthCheckGracePeriod: deed.seconds,
      });
      return;
    case 'suspend':
      await call('autoscaling', 'SuspendProcesses', { ...NAMED, ScalingProcesses: [deed.process] });
      return;
    case 'untag': {
      const about = { ResourceId: 'web', ResourceType: 'auto-scaling-group' };
      const Tags = group.tags.map(({ key: Key }) => ({ ...about, Key }));
      if (Tags.length > 0) await call('autoscaling', 'DeleteTags', { Tags });
      return;
    }
    case 'terminate':
    case 'remove': {
      const member = group.members[deed.nth % Math.max(1, group.members.length)];
      if (member !== undefined) await end(call, member.instanceId, deed.deed);
    }
  }
}

async function end(call: Call, InstanceId: string, how: 'terminate' | 'remove'): Promise<void> {
  if (how === 'terminate') await call('ec2', 'TerminateInstances', { InstanceIds: [InstanceId] });
  else {
    const about = { InstanceId, ShouldDecrementDesiredCapacity: true };
    await call('autoscaling', 'TerminateInstanceInAutoScalingGroup', about);
  }
}

async function scale(
  call: Call,
  { by, change }: Extract<Deed, { deed: 'scale' }>,
  { min, max, desired }: Group,
  now: number,
): Promise<void> {
  const DesiredCapacity = Math.min(max, Math.max(min, desired + change));
  switch (by) {
    case 'person':
      await call('autoscaling', 'SetDesiredCapacity', { ...NAMED, DesiredCapacity });
      return;
    case 'policy': {
      const policy = { ...NAMED, PolicyName: 'load' };
      const adjustment = { AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: change };
      await call('autoscaling', 'PutScalingPolicy', { ...policy, ...adjustment });
      await call('autoscaling', 'ExecutePolicy', { ...policy, HonorCooldown: false });
      return;
    }
    case 'schedule': {
      const StartTime = new Date(now + 2_000);
      const about = { ...NAMED, ScheduledActionName: 'night', StartTime, DesiredCapacity };
      await call('autoscaling', 'PutScheduledUpdateGroupAction', about);
    }
  }
}
