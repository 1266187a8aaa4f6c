import type { RefreshPreferences as Asked } from '@aws-sdk/client-auto-scaling';

import type { RefreshPreferences } from '../../model/autoscaling/refresh/state.ts';
import type { Group } from '../../model/autoscaling/state.ts';
import { AwsError } from '../../protocol/aws-error.ts';

/** Seconds: two days [M]. */
const LONGEST_WAIT = 172_800;

/**
 * The preferences of a refresh, with AWS's defaults for the API, or those of the group's maintenance policy [UG].
 *
 * @throws AwsError ValidationError for what is out of its range [M]
 */
export function refreshPreferences(asked: Asked, policy: Group['maintenance']): RefreshPreferences {
  checkHealthyPercentages(asked);
  checkCheckpoints(asked);
  checkRange('InstanceWarmup', asked.InstanceWarmup, 0, Infinity);
  checkRange('BakeTime', asked.BakeTime, 0, LONGEST_WAIT);
  return {
    minHealthy: asked.MinHealthyPercentage ?? policy?.minHealthy ?? 90,
    maxHealthy: asked.MinHealthyPercentage === undefined ? policy?.maxHealthy : asked.MaxHealthyPercentage,
    warmup: asked.InstanceWarmup,
    checkpoints: asked.CheckpointPercentages ?? [],
    checkpointDelay: asked.CheckpointDelay ?? 3600,
    skipMatching: asked.SkipMatching ?? false,
    autoRollback: asked.AutoRollback ?? false,
    protectedMembers: asked.ScaleInProtectedInstances ?? 'Wait',
    standbyMembers: asked.StandbyInstances ?? 'Wait',
    bakeTime: asked.BakeTime ?? 0,
    alarms: alarmsAsked(asked),
  };
}

function checkHealthyPercentages({ MinHealthyPercentage: min, MaxHealthyPercentage: max }: Asked): void {
  checkRange('MinHealthyPercentage', min, 0, 100);
  checkRange('MaxHealthyPercentage', max, 100, 200);
  if (max === undefined) return;
  if (min === undefined) {
    throw invalid('If you specify MaxHealthyPercentage, you must also specify MinHealthyPercentage.');
  }
  if (max - min > 100) {
    throw invalid(
      'The difference between MaxHealthyPercentage and MinHealthyPercentage cannot be greater than 100.',
    );
  }
}

function checkCheckpoints({ CheckpointPercentages: percentages, CheckpointDelay: delay }: Asked): void {
  checkRange('CheckpointDelay', delay, 0, LONGEST_WAIT);
  if (delay !== undefined && percentages === undefined) {
    throw invalid('If you specify CheckpointDelay, you must also specify CheckpointPercentages.');
  }
  for (const [index, percentage] of (percentages ?? []).entries()) {
    checkRange('CheckpointPercentages', percentage, 1, 100);
    if (percentage > (percentages?.[index - 1] ?? 0)) continue;
    throw invalid('CheckpointPercentages must be unique and in ascending order.');
  }
}

const MOST_ALARMS = 10;

function alarmsAsked({ AlarmSpecification: asked }: Asked): readonly string[] {
  const names = asked?.Alarms ?? [];
  if (names.length <= MOST_ALARMS) return names;
  throw invalid(`AlarmSpecification takes at most ${MOST_ALARMS} alarms, not ${names.length}.`);
}

function checkRange(name: string, value: number | undefined, least: number, most: number): void {
  if (value === undefined || (value >= least && value <= most)) return;
  const range = most === Infinity ? `at least ${least}` : `${least} to ${most}`;
  throw invalid(`${name} is ${range}, not ${value}.`);
}

function invalid(why: string): AwsError {
  return new AwsError('ValidationError', why);
}
