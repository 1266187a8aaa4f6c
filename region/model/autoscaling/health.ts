import type { Region } from '../../region.ts';
import { instanceOf } from '../ec2/instance.ts';
import { type StatusCheck, impairedSince } from '../ec2/status-checks.ts';
import { failsInBalancer } from './attachments.ts';
import { ail } from './change.ts';
import { isSuspended } from './processes.ts';
import type { Group, Member } from './state.ts';

/** Marks members unhealthy, for good: an instance that does not run at once, one that its load balancer fails after the grace period. */
export function judgeHealth(region: Region, group: Group): void {
  if (isSuspended(group, 'HealthCheck')) return;
  for (const member of group.members) {
    const ailment = unhealthyBecause(region, group, member);
    if (member.health === 'Unhealthy' || ailment === undefined) continue;
    ail(region, group, member, ailment);
  }
}

/** EC2 Auto Scaling gives AWS some minutes to mend what fails its status checks [UG; R: how many]. */
const TOLERATED = 5 * 60_000;

/** When members fail their status checks for too long. */
export function toleranceEnds(region: Region, group: Group): number[] {
  return group.members.flatMap(({ instanceId }) => {
    const failing = failingCheck(region, instanceId);
    return failing === undefined ? [] : [failing.since + TOLERATED];
  });
}

/** When the members' grace periods end, where something is asked for then. */
export function graceEnds(region: Region, group: Group): number[] {
  if (!asksBalancer(group) && toleranceEnds(region, group).length === 0) return [];
  return group.members.flatMap(({ phase }) =>
    phase.lifecycle === 'InService' ? [phase.since + group.gracePeriod * 1000] : [],
  );
}

function unhealthyBecause(region: Region, group: Group, member: Member): string | undefined {
  if (member.phase.lifecycle !== 'InService') return undefined;
  if (instanceOf(region, member.instanceId)?.state !== 'running') {
    return 'an EC2 health check indicating it has been terminated or stopped.';
  }
  if (isInGrace(region, group, member)) return undefined;
  const failing = failingCheck(region, member.instanceId);
  if (failing !== undefined && region.clock.now() >= failing.since + TOLERATED) {
    return `an EC2 ${failing.check} status checks failure.`;
  }
  return asksBalancer(group) && failsInBalancer(region, group, member)
    ? 'an ELB system health check failure.'
    : undefined;
}

/** Health checks are of EC2 alone, or of the load balancer too: `EC2`, `ELB`, `EC2,ELB` [M]. */
function asksBalancer({ healthCheck }: Group): boolean {
  return healthCheck.split(',').includes('ELB');
}

/** The grace period begins when a member is in service: before that it is not over. */
export function isInGrace(region: Region, group: Group, { phase }: Member): boolean {
  if (phase.lifecycle === 'Pending') return true;
  return phase.lifecycle === 'InService' && region.clock.now() < phase.since + group.gracePeriod * 1000;
}

function failingCheck(
  region: Region,
  instanceId: string,
): { readonly check: StatusCheck; readonly since: number } | undefined {
  const instance = instanceOf(region, instanceId);
  if (instance?.impaired === undefined) return undefined;
  for (const check of ['system', 'instance'] as const) {
    const since = impairedSince(instance, check);
    if (since !== undefined) return { check, since };
  }
  return undefined;
}
