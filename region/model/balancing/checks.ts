import type { ProbeResult } from '../../balancer/balancer.ts';
import { means, strike } from '../../faults/strike.ts';
import type { Region } from '../../region.ts';
import { instanceOf } from '../ec2/instance.ts';
import { slowStart } from './slow-start.ts';
import type { HealthCheck, Target, TargetGroup, TargetPhase } from './state.ts';
import { afterCheck, isChecked } from './verdict.ts';

/**
 * The health checks of all targets, each at its time. They keep to the clock by themselves: a check that finds what the last one
 * found changes nothing and disturbs nobody, and a region in which nothing happens costs its checks alone.
 */
export interface Checks {
  /** Begins the checks that are due, and sees to it that each other one is begun at its time. */
  follow(region: Region): void;
  /** No check is begun after this. */
  stop(): void;
}

/** Nothing of the checks is remembered: after a restart all targets are checked at once, and at their intervals then. */
export function createChecks(): Checks {
  /** When a target is checked next; at once where nothing is said. */
  const next = new WeakMap<Target, number>();
  const underWay = new Set<Target>();
  let stopped = false;
  let wakesAt = Infinity;
  let cancelWake = () => {};

  function follow(region: Region): void {
    cancelWake();
    wakesAt = Infinity;
    if (stopped) return;
    let first = Infinity;
    for (const group of region.state.balancing.targetGroups) {
      for (const target of group.targets) first = Math.min(first, consider(region, group, target));
    }
    wakeBy(region, first);
  }

  function wakeBy(region: Region, when: number): void {
    if (stopped || when >= wakesAt) return;
    cancelWake();
    wakesAt = when;
    cancelWake = region.clock.wakeAt(when, () => {
      follow(region);
    });
  }

  /** Begins the target's check if it is due, and else says when it is. */
  function consider(region: Region, group: TargetGroup, target: Target): number {
    if (underWay.has(target)) return Infinity;
    if (!isChecked(target.phase)) {
      next.delete(target);
      return Infinity;
    }
    const due = next.get(target) ?? 0;
    if (region.clock.now() < due) return due;
    underWay.add(target);
    void check(region, group, target);
    return Infinity;
  }

  async function check(region: Region, group: TargetGroup, target: Target): Promise<void> {
    const { phase } = target;
    const { healthCheck } = group;
    const again = region.clock.now() + healthCheck.interval * 1000;
    next.set(target, again);
    const result = await probe(region, target, healthCheck);
    underWay.delete(target);
    // It may have been deregistered, or have come out of use, meanwhile: then nobody asks any more.
    if (target.phase !== phase) next.delete(target);
    else if (isChecked(phase) && result !== undefined)
      target.phase = begun(region, group, target, afterCheck(phase, result, healthCheck, region.clock.now()));
    // A fault that struck has one time less, and that is kept.
    if (target.phase === phase && region.state.faults.standing.length === 0) wakeBy(region, again);
    else region.stir();
  }

  function stop(): void {
    stopped = true;
    cancelWake();
  }

  return { follow, stop };
}

/** The target's next phase: becoming healthy, it may begin its slow start. */
function begun(region: Region, group: TargetGroup, target: Target, next: TargetPhase): TargetPhase {
  if (next.kind !== 'healthy' || target.phase.kind === 'healthy') return next;
  const warming = slowStart(group, target, region.clock.now());
  target.isFirst = false;
  return warming === undefined ? next : { ...next, warming };
}

/** What the target answered; undefined when it could not be asked, which is not its fault and changes nothing. */
async function probe(region: Region, target: Target, check: HealthCheck): Promise<ProbeResult | undefined> {
  const instance = instanceOf(region, target.instanceId);
  if (strike(region, 'bad-health', (words) => means(words, instance)) !== undefined) {
    return { kind: 'answered', status: 503 };
  }
  const address = instance?.privateAddress;
  if (address === undefined) return { kind: 'failed', why: `${target.instanceId} has no address` };
  const port = check.port === 'traffic-port' ? target.port : Number(check.port);
  try {
    const path = check.protocol === 'TCP' ? {} : { path: check.path };
    return await region.prober.probe({ address, port, ...path, timeout: check.timeout * 1000 });
  } catch (cause) {
    console.error(
      `${target.instanceId} could not be checked, and is checked again at the next interval`,
      cause,
    );
    return undefined;
  }
}
