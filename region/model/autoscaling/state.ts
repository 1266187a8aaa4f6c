import type { LifecycleAction, LifecycleHook } from './hook.ts';
import type { Refresh } from './refresh/state.ts';
import type { Policy } from './scaling/policy.ts';
import type { Schedule } from './schedule/schedule.ts';

/** Everything that Auto Scaling remembers. Times are milliseconds since the epoch, lengths of time are seconds, as AWS counts them. */
export interface AutoScalingState {
  /** In the order in which they were made. */
  groups: Group[];
}

export function emptyAutoScaling(): AutoScalingState {
  return { groups: [] };
}

export interface Group {
  readonly name: string;
  readonly arn: string;
  readonly created: number;
  template: LaunchChoice;
  min: number;
  max: number;
  desired: number;
  subnets: readonly string[];
  cooldown: number;
  /** Since when, and how long after its activities, a change of the desired capacity keeps simple policies waiting. */
  cooling: { readonly since: number; readonly seconds: number } | undefined;
  policies: Policy[];
  schedules: Schedule[];
  /** Kinds with commas between them, as they were asked for. */
  healthCheck: string;
  gracePeriod: number;
  /** Whether a member is protected from scale-in from its launch on. */
  protectNew: boolean;
  attachments: Attachment[];
  /** One after the other. */
  terminationPolicies: readonly TerminationPolicy[];
  /** How many members are to be in service while some are replaced, in percent of the desired capacity. */
  maintenance: { readonly minHealthy: number; readonly maxHealthy: number } | undefined;
  /** Seconds after which a member in service is as good as the others; undefined where nobody said. */
  defaultWarmup: number | undefined;
  suspended: Suspension[];
  hooks: LifecycleHook[];
  tags: GroupTag[];
  members: Member[];
  /** Oldest first. They go with the group. */
  activities: Activity[];
  /** Oldest first. */
  refreshes: Refresh[];
  /** What LaunchInstances answered, token by token. */
  launches: TokenLaunch[];
  /** The sentence of whoever moved the desired capacity last: the beginning of the Cause of what follows from it. */
  reason: string | undefined;
  /** Launches that failed one after the other, and when the next may be tried. */
  backoff: { readonly failures: number; readonly until: number };
  /** Set by DeleteAutoScalingGroup with ForceDelete: the group goes with its last member. */
  deleting: boolean;
}

/** The launch template as it was asked for: the version may be `$Latest` or `$Default`. */
export interface TemplateChoice {
  readonly id: string;
  readonly name: string;
  readonly version: string;
}

/** What a group launches from. */
export interface LaunchChoice extends TemplateChoice {
  readonly mixed: MixedPolicy | undefined;
}

/** A mixed instances policy of on-demand instances: they differ by their type alone. */
export interface MixedPolicy {
  /** In the order of their priority; with none, that of the template. */
  readonly types: readonly string[];
  readonly onDemandBase: number;
}

/** A target group of the group. `InService` once one of its registered instances has passed a health check [UG]. */
export interface Attachment {
  readonly targetGroupArn: string;
  state: 'Adding' | 'Added' | 'InService' | 'Removing';
}

export type TerminationPolicy =
  | 'AllocationStrategy'
  | 'ClosestToNextInstanceHour'
  | 'Default'
  | 'NewestInstance'
  | 'OldestInstance'
  | 'OldestLaunchConfiguration'
  | 'OldestLaunchTemplate';

export interface Suspension {
  readonly process: string;
  readonly reason: string;
}

export interface GroupTag {
  readonly key: string;
  readonly value: string;
  readonly propagate: boolean;
}

/** An instance of a group. */
export interface Member {
  readonly instanceId: string;
  readonly imageId: string;
  readonly instanceType: string;
  readonly zone: string;
  readonly subnetId: string;
  /** The version by its number. An instance that was attached may have been launched from none. */
  readonly template: TemplateChoice | undefined;
  readonly launched: number;
  /** Whether it was launched beyond the desired capacity, for a member of a fuller zone to end once it is in service. */
  readonly balancing: boolean;
  protected: boolean;
  health: 'Healthy' | 'Unhealthy';
  /** Why it is unhealthy: the end of the Cause of its end. */
  ailment: string | undefined;
  phase: Phase;
}

/** Where a member is in its life, in AWS's words. */
export type LifecycleState =
  | 'Pending'
  | 'Pending:Wait'
  | 'Pending:Proceed'
  | 'InService'
  | 'EnteringStandby'
  | 'Standby'
  | 'Detaching'
  | 'Terminating'
  | 'Terminating:Wait'
  | 'Terminating:Proceed';

/** Where a member is in its life. `activity` is the id of the scaling activity that brings it in or takes it out. */
export type Phase =
  | { readonly lifecycle: 'Pending'; readonly stage: PendingStage; readonly activity: string }
  | {
      readonly lifecycle: 'Pending';
      readonly stage: 'waiting';
      readonly activity: string;
      readonly actions: readonly LifecycleAction[];
    }
  | { readonly lifecycle: 'InService'; readonly since: number }
  | { readonly lifecycle: 'EnteringStandby'; readonly activity: string }
  | { readonly lifecycle: 'Detaching'; readonly activity: string }
  | { readonly lifecycle: 'Standby' }
  | {
      readonly lifecycle: 'Terminating';
      readonly activity: string;
      /** Draining from its target groups, held by hooks, or already handed to EC2. */
      readonly stage: 'draining' | 'waiting' | 'ending';
      /** Those that hold it, or did: none before it waits. */
      readonly actions: readonly LifecycleAction[];
      /** Whether it still counts, so that its replacement is launched only when it is gone. */
      readonly counts: boolean;
    };

/** On its way in, held by no hook: its instance boots, its hooks have let it go on, or it comes from Standby or from outside. */
type PendingStage = 'booting' | 'proceeding' | 'returning';

export type ActivityStatus =
  | 'PreInService'
  | 'InProgress'
  | 'WaitingForELBConnectionDraining'
  | 'MidLifecycleAction'
  | 'Successful'
  | 'Failed'
  | 'Cancelled';

export interface Activity {
  readonly id: string;
  description: string;
  readonly cause: string;
  readonly started: number;
  /** JSON text: the subnet and the zone. */
  readonly details: string;
  ended: number | undefined;
  status: ActivityStatus;
  progress: number;
  message: string | undefined;
}

export interface TokenLaunch {
  readonly token: string;
  readonly capacity: number;
  /** Whether the group launches later what could not be launched. */
  readonly retry: boolean;
  readonly zone: string;
  readonly subnetId: string;
  readonly launched: readonly { readonly instanceId: string; readonly instanceType: string }[];
  readonly error: { readonly code: string; readonly message: string } | undefined;
}
