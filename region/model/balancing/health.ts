import type { Region } from '../../region.ts';
import type { FailedCheck, Target, TargetGroup } from './state.ts';
import { drainsUntil } from './unhealthy.ts';
import { type Unused, unusedBecause } from './use.ts';

/** What DescribeTargetHealth says of a target, in AWS's words. */
export interface TargetHealth {
  readonly state: 'initial' | 'healthy' | 'unhealthy' | 'unhealthy.draining' | 'unused' | 'draining';
  readonly reason?:
    | 'Elb.RegistrationInProgress'
    | 'Elb.InitialHealthChecking'
    | FailedCheck['reason']
    | Unused['reason']
    | 'Target.NotRegistered'
    | 'Target.DeregistrationInProgress';
  readonly description?: string;
}

export const NOT_REGISTERED: TargetHealth = {
  state: 'unused',
  reason: 'Target.NotRegistered',
  description: 'Target is not registered to the target group',
};

export function describeTarget(region: Region, group: TargetGroup, target: Target): TargetHealth {
  if (!group.targets.includes(target)) return NOT_REGISTERED;
  const { phase } = target;
  switch (phase.kind) {
    case 'unused':
      return { state: 'unused', ...unusedBecause(region, group, target) };
    case 'registering':
      return {
        state: 'initial',
        reason: 'Elb.RegistrationInProgress',
        description: 'Target registration is in progress',
      };
    case 'initial':
      return {
        state: 'initial',
        reason: 'Elb.InitialHealthChecking',
        description: 'Initial health checks in progress',
      };
    case 'healthy':
      return { state: 'healthy' };
    case 'unhealthy':
      return {
        state: isDraining(region, group, phase.since) ? 'unhealthy.draining' : 'unhealthy',
        ...phase.verdict,
      };
    case 'draining':
      return {
        state: 'draining',
        reason: 'Target.DeregistrationInProgress',
        description: 'Target deregistration is in progress',
      };
  }
}

function isDraining(region: Region, group: TargetGroup, since: number): boolean {
  const until = drainsUntil(group, since);
  return until !== undefined && region.clock.now() < until;
}
