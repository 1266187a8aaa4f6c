import type { LaunchChoice } from '../state.ts';

/** One instance refresh of a group, kept when it has ended. */
export interface Refresh {
  readonly id: string;
  readonly started: number;
  readonly preferences: RefreshPreferences;
  /** What the group is to launch from; undefined where the refresh only replaces members with the group's own template. */
  readonly desired: LaunchChoice | undefined;
  status: RefreshStatus;
  reason: string | undefined;
  ended: number | undefined;
  pass: Pass;
  /** The last checkpoint that was passed, in percent, and until when the one that was reached holds it up. */
  checkpoint: { readonly passed: number; readonly until: number | undefined };
  /** When the bake time is over. */
  bakedAt: number | undefined;
  /** When it moved last; undefined while its process is suspended. */
  moved: number | undefined;
  percentage: number;
  toUpdate: number;
  rollback: Rollback | undefined;
}

/** Whom a refresh replaces, and again whom its rollback does: ids of members. */
export interface Pass {
  /** Those that are still there of the ones to replace. */
  old: string[];
  /** Those that were there when it began and are left alone. */
  kept: string[];
  /** How many it had to replace. */
  total: number;
}

export interface Rollback {
  readonly reason: string;
  readonly started: number;
  /** As they were when it began. */
  readonly percentage: number;
  readonly toUpdate: number;
}

export type RefreshStatus =
  | 'Pending'
  | 'InProgress'
  | 'Baking'
  | 'Successful'
  | 'Failed'
  | 'Cancelling'
  | 'Cancelled'
  | 'RollbackInProgress'
  | 'RollbackFailed'
  | 'RollbackSuccessful';

/** Lengths of time in seconds. */
export interface RefreshPreferences {
  readonly minHealthy: number;
  /** Undefined where nothing was said, which is not the same as 100 [M]. */
  readonly maxHealthy: number | undefined;
  /** Undefined: the grace period of the group, as it is. */
  readonly warmup: number | undefined;
  /** Percentages, ascending; empty without checkpoints. */
  readonly checkpoints: readonly number[];
  readonly checkpointDelay: number;
  readonly skipMatching: boolean;
  readonly autoRollback: boolean;
  readonly protectedMembers: 'Refresh' | 'Ignore' | 'Wait';
  readonly standbyMembers: 'Terminate' | 'Ignore' | 'Wait';
  readonly bakeTime: number;
  /** Names of CloudWatch alarms. */
  readonly alarms: readonly string[];
}
