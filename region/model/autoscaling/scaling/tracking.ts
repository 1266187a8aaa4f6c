import { uuid } from '../../../random.ts';
import type { Region } from '../../../region.ts';
import { putAlarm } from '../../monitoring/alarms.ts';
import type { AlarmSettings } from '../../monitoring/state.ts';
import type { Group } from '../state.ts';
import type { TargetTracking, TrackedMetric } from './policy.ts';

export interface Tracked {
  readonly target: number;
  readonly metric: TrackedMetric;
  /** Whether the policy never takes capacity away. */
  readonly outOnly: boolean;
}

/** Below how much of the target capacity is taken away: target tracking is in no hurry to [R: nine tenths]. */
const LOW = 0.9;

/**
 * Makes the alarms of a target tracking policy: three minutes above the target, fifteen below nine tenths of it [R: the numbers].
 *
 * @returns their names
 */
export function makeAlarms(
  region: Region,
  group: Group,
  policyArn: string,
  { target, metric, outOnly }: Tracked,
): TargetTracking['alarms'] {
  const common = settingsOf(policyArn, metric);
  const nameOf = (kind: string) => `TargetTracking-${group.name}-Alarm${kind}-${uuid(region.random)}`;
  const high = putAlarm(region, {
    ...common,
    name: nameOf('High'),
    comparison: 'GreaterThanThreshold',
    threshold: target,
    evaluationPeriods: 3,
  });
  if (outOnly) return { high: high.settings.name, low: undefined };
  const low = putAlarm(region, {
    ...common,
    name: nameOf('Low'),
    comparison: 'LessThanThreshold',
    threshold: target * LOW,
    evaluationPeriods: 15,
  });
  return { high: high.settings.name, low: low.settings.name };
}

function settingsOf(policyArn: string, { name, statistic, unit }: TrackedMetric) {
  return {
    description: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${policyArn}.`,
    actionsEnabled: true,
    actions: { OK: [], ALARM: [policyArn], INSUFFICIENT_DATA: [] },
    metric: name,
    unit,
    statistic,
    period: 60,
    datapointsToAlarm: undefined,
    missing: 'missing',
  } as const satisfies Partial<AlarmSettings>;
}
