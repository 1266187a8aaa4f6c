import type { Region } from '../../region.ts';
import { groupAttribute } from './attributes.ts';
import { modeOf } from './routes.ts';
import type { Target, TargetGroup } from './state.ts';

/** Registers an instance; one that is registered already stays as it is, one that was draining comes back. */
export function register(group: TargetGroup, instanceId: string, port = group.port): void {
  const known = targetOf(group, instanceId, port);
  const isFirst = !group.targets.some(({ phase }) => phase.kind === 'healthy');
  if (known === undefined) {
    group.targets.push({ instanceId, port, phase: { kind: 'unused' }, isFirst, told: '' });
  } else if (known.phase.kind === 'draining') {
    known.phase = { kind: 'unused' };
    known.isFirst = isFirst;
  }
}

/**
 * Deregisters an instance, on every port where none is named. A target in use drains for the whole deregistration delay,
 * and goes on getting new requests for a while; one that is not known is no error [UG].
 */
export function deregister(region: Region, group: TargetGroup, instanceId: string, port?: number): void {
  for (const target of group.targets) {
    if (target.instanceId !== instanceId || (port !== undefined && target.port !== port)) continue;
    if (target.phase.kind === 'draining') continue;
    target.phase = drainingPhase(region, group, target);
  }
}

function drainingPhase(region: Region, group: TargetGroup, target: Target): Target['phase'] {
  const now = region.clock.now();
  const served = modeOf(group, target, now) === 'serve';
  return {
    kind: 'draining',
    servesUntil: served ? now + region.state.balancing.lags.deregistration * 1000 : undefined,
    until: target.phase.kind === 'unused' ? now : now + delayOf(group),
  };
}

/** In milliseconds. */
function delayOf(group: TargetGroup): number {
  return Number(groupAttribute(group, 'deregistration_delay.timeout_seconds')) * 1000;
}

/** The target at that port; at any port where none is named. */
export function targetOf(group: TargetGroup, instanceId: string, port?: number): Target | undefined {
  return group.targets.find(
    (target) => target.instanceId === instanceId && (port === undefined || target.port === port),
  );
}
