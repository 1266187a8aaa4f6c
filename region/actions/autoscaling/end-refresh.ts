import type * as sdk from '@aws-sdk/client-auto-scaling';

import { findGroup } from '../../model/autoscaling/groups.ts';
import { activeRefresh } from '../../model/autoscaling/refresh/active.ts';
import { beginRollback, cancel } from '../../model/autoscaling/refresh/end.ts';
import { irreversibleBecause } from '../../model/autoscaling/refresh/start.ts';
import type { Refresh } from '../../model/autoscaling/refresh/state.ts';
import type { Group } from '../../model/autoscaling/state.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';

/** Stops a refresh, or its rollback [M], where it is. */
export const cancelRefresh = action<sdk.CancelInstanceRefreshType, sdk.CancelInstanceRefreshAnswer>(
  ['AutoScalingGroupName', 'WaitForTransitioningInstances'],
  (region, input) => {
    const refresh = refreshOf(findGroup(region, input.AutoScalingGroupName));
    if (refresh.status === 'Cancelling') throw noActiveRefresh();
    cancel(region, refresh, input.WaitForTransitioningInstances ?? true);
    return { InstanceRefreshId: refresh.id };
  },
);

/** Replaces what a refresh has replaced so far by what the group launches without it. */
export const rollbackRefresh = action<sdk.RollbackInstanceRefreshType, sdk.RollbackInstanceRefreshAnswer>(
  ['AutoScalingGroupName'],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    const refresh = refreshOf(group);
    if (refresh.status === 'Cancelling' || refresh.status === 'RollbackInProgress') throw noActiveRefresh();
    const why = irreversibleBecause(region, group, refresh.desired);
    if (why !== undefined) {
      throw new AwsError('IrreversibleInstanceRefresh', `The instance refresh cannot be rolled back: ${why}`);
    }
    beginRollback(region, group, refresh, 'Rollback due to user request.');
    return { InstanceRefreshId: refresh.id };
  },
);

function refreshOf(group: Group): Refresh {
  return activeRefresh(group) ?? raise(noActiveRefresh());
}

function raise(error: AwsError): never {
  throw error;
}

function noActiveRefresh(): AwsError {
  return new AwsError(
    'ActiveInstanceRefreshNotFound',
    'No in progress or pending Instance Refresh found for the Auto Scaling group.',
  );
}
