import type { InstanceMaintenancePolicy } from '@aws-sdk/client-auto-scaling';

import type { Group } from '../../model/autoscaling/state.ts';
import { AwsError } from '../../protocol/aws-error.ts';

/**
 * Both percentages, at most 100 apart; -1 for both takes the policy away [M].
 *
 * @throws AwsError ValidationError
 */
export function maintenanceAsked(asked: InstanceMaintenancePolicy): Group['maintenance'] {
  const { MinHealthyPercentage: min, MaxHealthyPercentage: max } = asked;
  if (min === undefined || max === undefined || (min === -1) !== (max === -1)) {
    throw invalid('specify both MinHealthyPercentage and MaxHealthyPercentage, or -1 for both');
  }
  if (min === -1) return undefined;
  if (min < 0 || min > 100) throw invalid(`MinHealthyPercentage is 0 to 100, not ${min}`);
  if (max < 100 || max > 200) throw invalid(`MaxHealthyPercentage is 100 to 200, not ${max}`);
  if (max - min > 100) throw invalid('the percentages must not be more than 100 apart');
  return { minHealthy: min, maxHealthy: max };
}

function invalid(why: string): AwsError {
  return new AwsError('ValidationError', `Invalid InstanceMaintenancePolicy: ${why}.`);
}

/** -1 takes it away [M]. @throws AwsError ValidationError */
export function warmupAsked(seconds: number): number | undefined {
  if (seconds >= -1) return seconds === -1 ? undefined : seconds;
  throw new AwsError('ValidationError', 'DefaultInstanceWarmup must not be negative, but for -1');
}
