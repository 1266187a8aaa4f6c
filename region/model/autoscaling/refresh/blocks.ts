import { AwsError } from '../../../protocol/aws-error.ts';
import type { Group } from '../state.ts';
import { activeRefresh } from './active.ts';

/** @throws AwsError InstanceRefreshInProgress: target groups are not attached during a refresh [M] */
export function checkNoRefresh(group: Group): void {
  if (activeRefresh(group) === undefined) return;
  throw new AwsError(
    'InstanceRefreshInProgress',
    'An Instance Refresh is in progress and blocks the execution of this action.',
  );
}

/** @throws AwsError ValidationError: what a refresh deploys is not changed meanwhile [UG] */
export function checkNoDesiredConfiguration(group: Group): void {
  if (activeRefresh(group)?.desired === undefined) return;
  throw new AwsError(
    'ValidationError',
    'An active instance refresh with a desired configuration exists. All configuration options derived from the desired ' +
      'configuration are not available for update while the instance refresh is active.',
  );
}
