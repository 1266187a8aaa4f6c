import type { Region } from '../../region.ts';
import { describeTarget } from '../balancing/health.ts';
import type { TargetGroup } from '../balancing/state.ts';
import { balancersOf } from '../balancing/use.ts';
import { balancerDimension, groupDimension, namespaceOf } from './dimensions.ts';
import { figureOf, putFigure } from './series.ts';

const MINUTE = 60_000;

/** What is known of the targets of a load balancer. */
export const HOST_COUNTS: readonly string[] = ['HealthyHostCount', 'UnHealthyHostCount'];

/**
 * Counts the healthy and unhealthy targets of each target group in use once a minute, at its end: HealthyHostCount and
 * UnHealthyHostCount. AWS reports them where targets are registered; here only while there is an alarm, so that an idle region
 * stays idle.
 */
export function countHosts(region: Region): void {
  const { monitoring, balancing } = region.state;
  const minute = Math.floor(region.clock.now() / MINUTE) - 1;
  if (monitoring.alarms.length === 0 || monitoring.counted === minute) return;
  monitoring.counted = minute;
  for (const group of balancing.targetGroups) countIn(region, group, minute);
}

/** When they are counted next. */
export function nextCount(region: Region): number {
  return (Math.floor(region.clock.now() / MINUTE) + 1) * MINUTE;
}

function countIn(region: Region, group: TargetGroup, minute: number): void {
  if (group.targets.length === 0) return;
  const states = group.targets.map((target) => describeTarget(region, group, target).state);
  const count = (wanted: string) => states.filter((state) => state === wanted).length;
  for (const balancer of balancersOf(region, group)) {
    const dimensions = [groupDimension(group), balancerDimension(balancer)];
    const put = (name: string, value: number) => {
      const metric = { namespace: namespaceOf(balancer), name, dimensions };
      putFigure(region, metric, 'Count', minute * MINUTE, figureOf(value));
    };
    put('HealthyHostCount', count('healthy'));
    put('UnHealthyHostCount', count('unhealthy'));
  }
}
