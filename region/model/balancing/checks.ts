import type { ProbeResult } from '../../balancer/balancer.ts';
import type { Region } from '../../region.ts';
import { instanceOf } from '../ec2/instance.ts';
import { matches } from './matcher.ts';
import type { FailedCheck, HealthCheck, Target, TargetGroup, TargetPhase } from './state.ts';

/** The health checks under way. They are not remembered: after a restart a check that had begun is begun again. */
export interface Checks {
  /** Begins the target's next check when it is due. */
  begin(region: Region, group: TargetGroup, target: Target): void;
  isUnderWay(target: Target): boolean;
}

type CheckedPhase = Extract<TargetPhase, { nextCheck: number }>;

export function createChecks(): Checks {
  const underWay = new Set<Target>();

  function begin(region: Region, group: TargetGroup, target: Target): void {
    const { phase } = target;
    if (!isChecked(phase) || region.clock.now() < phase.nextCheck || underWay.has(target)) return;
    underWay.add(target);
    void check(region, group, target, phase).finally(() => {
      underWay.delete(target);
      region.stir();
    });
  }

  return { begin, isUnderWay: (target) => underWay.has(target) };
}

function isChecked(phase: TargetPhase): phase is CheckedPhase {
  return 'nextCheck' in phase;
}

async function check(region: Region, group: TargetGroup, target: Target, phase: CheckedPhase): Promise<void> {
  const began = region.clock.now();
  const { healthCheck } = group;
  const result = await probe(region, target, healthCheck);
  // The target may have been deregistered, or have come out of use, meanwhile: then nobody asks any more.
  if (target.phase !== phase) return;
  const nextCheck = Math.max(began + healthCheck.interval * 1000, region.clock.now());
  target.phase =
    result === undefined
      ? { ...phase, nextCheck }
      : afterCheck(phase, judge(result, healthCheck.matcher), healthCheck, nextCheck);
}

/** What the target answered; undefined when it could not be asked, which is not its fault and changes nothing. */
async function probe(region: Region, target: Target, check: HealthCheck): Promise<ProbeResult | undefined> {
  const address = instanceOf(region, target.instanceId)?.privateAddress;
  if (address === undefined) return { kind: 'failed', why: `${target.instanceId} has no address` };
  const port = check.port === 'traffic-port' ? target.port : Number(check.port);
  try {
    return await region.prober.probe({ address, port, path: check.path, timeout: check.timeout * 1000 });
  } catch (cause) {
    console.error(
      `${target.instanceId} could not be checked, and is checked again at the next interval`,
      cause,
    );
    return undefined;
  }
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
    case 'timeout':
      return { reason: 'Target.Timeout', description: 'Request timed out' };
    case 'failed':
      return { reason: 'Target.FailedHealthChecks', description: 'Health checks failed' };
  }
}

/** One success makes a new target healthy; after that the thresholds count [UG]. */
function afterCheck(
  phase: CheckedPhase,
  verdict: FailedCheck | undefined,
  check: HealthCheck,
  nextCheck: number,
): TargetPhase {
  if (verdict === undefined) {
    const passed = phase.kind === 'unhealthy' ? phase.passed + 1 : check.healthyThreshold;
    return phase.kind === 'unhealthy' && passed < check.healthyThreshold
      ? { ...phase, nextCheck, passed }
      : { kind: 'healthy', nextCheck, failed: 0 };
  }
  const failed = phase.kind === 'unhealthy' ? check.unhealthyThreshold : phase.failed + 1;
  return phase.kind === 'unhealthy' || failed >= check.unhealthyThreshold
    ? { kind: 'unhealthy', nextCheck, passed: 0, verdict }
    : { kind: phase.kind, nextCheck, failed };
}
