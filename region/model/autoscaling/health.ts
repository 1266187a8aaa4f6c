import type { Region } from '../../region.ts';
import { instanceOf } from '../ec2/instance.ts';
import { failsInBalancer } from './attachments.ts';
import { beginEnd } from './end.ts';
import { isSuspended } from './processes.ts';
import type { Group, Member } from './state.ts';

/** Marks members unhealthy, for good: an instance that does not run at once, one that its load balancer fails after the grace period. */
export function judgeHealth(region: Region, group: Group): void {
  if (isSuspended(group, 'HealthCheck')) return;
  for (const member of group.members) {
    if (member.health === 'Healthy' && unhealthyBecause(region, group, member) !== undefined) {
      member.health = 'Unhealthy';
    }
  }
}

/** Ends unhealthy members; their replacements are launched when they are gone (terminate, then launch [UG]). */
export function replaceUnhealthy(region: Region, group: Group): void {
  if (isSuspended(group, 'ReplaceUnhealthy') || isSuspended(group, 'Terminate')) return;
  const unhealthy = group.members.filter(
    ({ health, phase }) => health === 'Unhealthy' && phase.lifecycle === 'InService',
  );
  for (const member of unhealthy) {
    const why = unhealthyBecause(region, group, member) ?? 'an ELB system health check failure.';
    beginEnd(region, group, member, true, [`an instance was taken out of service in response to ${why}`]);
  }
}

/** When the members' grace periods end, where their load balancers are asked. */
export function graceEnds(group: Group): number[] {
  if (group.healthCheck !== 'ELB') return [];
  return group.members.flatMap(({ phase }) =>
    phase.lifecycle === 'InService' ? [phase.since + group.gracePeriod * 1000] : [],
  );
}

function unhealthyBecause(region: Region, group: Group, member: Member): string | undefined {
  if (member.phase.lifecycle !== 'InService') return undefined;
  if (instanceOf(region, member.instanceId)?.state !== 'running') {
    return 'an EC2 health check indicating it has been terminated or stopped.';
  }
  const inGrace = region.clock.now() < member.phase.since + group.gracePeriod * 1000;
  return group.healthCheck === 'ELB' && !inGrace && failsInBalancer(region, group, member)
    ? 'an ELB system health check failure.'
    : undefined;
}
