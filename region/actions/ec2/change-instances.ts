import type * as sdk from '@aws-sdk/client-ec2';

import { findInstances } from '../../model/ec2/instance.ts';
import { checkStoppable, checkTerminable } from '../../model/ec2/settings.ts';
import { start, stop, terminate } from '../../model/ec2/terminate.ts';
import { action } from '../../protocol/action.ts';
import type { Region } from '../../region.ts';
import { stateView } from './instance-view.ts';

export const terminateInstances = action<sdk.TerminateInstancesRequest, sdk.TerminateInstancesResult>(
  ['InstanceIds'],
  (region, input) => {
    checkTerminable(region, input.InstanceIds);
    return { TerminatingInstances: change(region, input.InstanceIds, terminate) };
  },
);

export const stopInstances = action<sdk.StopInstancesRequest, sdk.StopInstancesResult>(
  ['InstanceIds'],
  (region, input) => {
    checkStoppable(region, input.InstanceIds);
    return { StoppingInstances: change(region, input.InstanceIds, stop) };
  },
);

export const startInstances = action<sdk.StartInstancesRequest, sdk.StartInstancesResult>(
  ['InstanceIds'],
  (region, input) => ({ StartingInstances: change(region, input.InstanceIds, start) }),
);

/** Nothing is changed when one of the instances does not exist. */
function change(
  region: Region,
  instanceIds: readonly string[],
  doIt: (region: Region, instanceId: string) => void,
): sdk.InstanceStateChange[] {
  return findInstances(region, instanceIds).map((instance) => {
    const previous = stateView(instance.state);
    doIt(region, instance.instanceId);
    return {
      InstanceId: instance.instanceId,
      PreviousState: previous,
      CurrentState: stateView(instance.state),
    };
  });
}
