import type { ScalingProcessQuery } from '@aws-sdk/client-auto-scaling';

import { change } from '../../model/autoscaling/change.ts';
import { findGroup } from '../../model/autoscaling/groups.ts';
import { checkProcesses, isSuspended, PROCESSES } from '../../model/autoscaling/processes.ts';
import { action } from '../../protocol/action.ts';

/** With no process named, all of them. */
export const suspendProcesses = action<ScalingProcessQuery, object>(
  ['AutoScalingGroupName', 'ScalingProcesses'],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    const asked = input.ScalingProcesses ?? [];
    checkProcesses(asked);
    const fresh = PROCESSES.filter((process) => asked.length === 0 || asked.includes(process)).filter(
      (process) => !isSuspended(group, process),
    );
    const reason = `User suspended at ${new Date(region.clock.now()).toISOString()}`;
    const suspended = [...group.suspended, ...fresh.map((process) => ({ process, reason }))];
    change(region, group, { suspended });
    return {};
  },
);

/** With no process named, all of them. */
export const resumeProcesses = action<ScalingProcessQuery, object>(
  ['AutoScalingGroupName', 'ScalingProcesses'],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    const asked = input.ScalingProcesses ?? [];
    checkProcesses(asked);
    const isLeft = (process: string) => asked.length > 0 && !asked.includes(process);
    change(region, group, { suspended: group.suspended.filter(({ process }) => isLeft(process)) });
    return {};
  },
);
