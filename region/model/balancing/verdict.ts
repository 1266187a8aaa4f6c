import type { ProbeResult } from '../../balancer/balancer.ts';
import { matches } from './matcher.ts';
import type { FailedCheck, HealthCheck, TargetPhase } from './state.ts';

/** A target that is checked. */
export type CheckedPhase = Extract<TargetPhase, { kind: 'initial' | 'healthy' | 'unhealthy' }>;

export function isChecked(phase: TargetPhase): phase is CheckedPhase {
  return phase.kind === 'initial' || phase.kind === 'healthy' || phase.kind === 'unhealthy';
}

/** Where a target is after a check; the very same phase where the check changes nothing. */
export function afterCheck(
  phase: CheckedPhase,
  result: ProbeResult,
  check: HealthCheck,
  now: number,
): TargetPhase {
  const verdict = judge(result, check.matcher);
  return verdict === undefined ? afterSuccess(phase, check) : afterFailure(phase, verdict, check, now);
}

/** Gives why the check failed, or undefined when it passed. */
function judge(result: ProbeResult, matcher: string): FailedCheck | undefined {
  switch (result.kind) {
    case 'answered':
      return matches(matcher, result.status)
        ? undefined
        : {
            reason: 'Target.ResponseCodeMismatch',
            description: `Health checks failed with these codes: [${result.status}]`,
          };
    case 'connected':
      return undefined;
    case 'timeout':
      return { reason: 'Target.Timeout', description: 'Request timed out' };
    case 'failed':
      return { reason: 'Target.FailedHealthChecks', description: 'Health checks failed' };
  }
}

/** One success makes a new target healthy; after that the thresholds count [UG]. */
function afterSuccess(phase: CheckedPhase, check: HealthCheck): TargetPhase {
  if (phase.kind === 'healthy' && phase.failed === 0) return phase;
  if (phase.kind === 'healthy') return { ...phase, failed: 0 };
  const passed = phase.kind === 'unhealthy' ? phase.passed + 1 : check.healthyThreshold;
  return phase.kind === 'unhealthy' && passed < check.healthyThreshold
    ? { ...phase, passed }
    : { kind: 'healthy', failed: 0 };
}

function afterFailure(
  phase: CheckedPhase,
  verdict: FailedCheck,
  check: HealthCheck,
  now: number,
): TargetPhase {
  if (phase.kind === 'unhealthy') {
    const same = phase.passed === 0 && phase.verdict.description === verdict.description;
    return same ? phase : { ...phase, passed: 0, verdict };
  }
  const failed = phase.failed + 1;
  return failed >= check.unhealthyThreshold
    ? { kind: 'unhealthy', since: now, passed: 0, verdict }
    : { ...phase, failed };
}
