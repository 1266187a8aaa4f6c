import type { Part } from '../../region.ts';
import { countHosts, nextCount } from './hosts.ts';
import { createRequestCounter } from './requests.ts';
import { nextSeen } from './series.ts';
import { watch } from './watch.ts';

/** CloudWatch as it moves in time: minute by minute alarms are judged, once the figures of the minute are there. */
export function createMonitoring(): Part {
  const requests = createRequestCounter();
  return {
    advance(region) {
      countHosts(region);
      requests.follow(region);
      if (requests.isBusy()) return;
      for (const alarm of region.state.monitoring.alarms) watch(region, alarm);
    },
    due(region) {
      return region.state.monitoring.alarms.length === 0
        ? undefined
        : Math.min(nextSeen(region), nextCount(region));
    },
  };
}
