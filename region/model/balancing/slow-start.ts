import { groupAttribute } from './attributes.ts';
import type { Target, TargetGroup, Warming } from './state.ts';

/**
 * The slow start of a target that becomes healthy, with a share that grows from nothing to its full one; undefined where it has
 * the full one at once. It wants a target that is healthy and past its own; those that were registered when none was healthy
 * skip it once [UG].
 *
 * @param target not healthy yet
 */
export function slowStart(group: TargetGroup, target: Target, now: number): Warming | undefined {
  if (group.protocol === 'TCP') return undefined;
  const duration = Number(groupAttribute(group, 'slow_start.duration_seconds')) * 1000;
  const isCarried = group.targets.some((other) => other !== target && isWarm(other, now));
  return duration > 0 && isCarried && !target.isFirst ? { from: now, until: now + duration } : undefined;
}

/** Whether it is healthy, and gets its full share. */
function isWarm({ phase }: Target, now: number): boolean {
  return phase.kind === 'healthy' && (phase.warming === undefined || phase.warming.until <= now);
}
