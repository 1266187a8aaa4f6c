import type * as sdk from '@aws-sdk/client-ec2';

import type { Instance } from '../../model/ec2/state.ts';
import { type StatusCheck, impairedSince, statusOf } from '../../model/ec2/status-checks.ts';
import { action } from '../../protocol/action.ts';
import type { Region } from '../../region.ts';
import { chooseInstances, fieldsOf } from './describe-instances.ts';
import { stateView } from './instance-view.ts';
import { paged } from './paged.ts';

/** A state, and the checks of the host and of the instance. */
export const describeInstanceStatus = action<
  sdk.DescribeInstanceStatusRequest,
  sdk.DescribeInstanceStatusResult
>(['InstanceIds', 'Filters', 'MaxResults', 'NextToken', 'IncludeAllInstances'], (region, input) => {
  const chosen = chooseInstances(region, input, {
    ...fieldsOf(region),
    'instance-status.status': (instance) => statusOf(region, instance, 'instance'),
    'instance-status.reachability': (instance) => reachability(region, instance, 'instance'),
    'system-status.status': (instance) => statusOf(region, instance, 'system'),
    'system-status.reachability': (instance) => reachability(region, instance, 'system'),
  });
  const shown =
    input.IncludeAllInstances === true ? chosen : chosen.filter(({ state }) => state === 'running');
  const { items, token } = paged(shown, input);
  return { InstanceStatuses: items.map((instance) => statusView(region, instance)), ...token };
});

function statusView(region: Region, instance: Instance): sdk.InstanceStatus {
  return {
    InstanceId: instance.instanceId,
    AvailabilityZone: instance.zone,
    InstanceState: stateView(instance.state),
    InstanceStatus: checkView(region, instance, 'instance'),
    SystemStatus: checkView(region, instance, 'system'),
  };
}

function checkView(region: Region, instance: Instance, check: StatusCheck): sdk.InstanceStatusSummary {
  const reached = reachability(region, instance, check);
  const since = impairedSince(instance, check);
  return {
    Status: statusOf(region, instance, check),
    ...(reached === undefined
      ? {}
      : {
          Details: [
            {
              Name: 'reachability',
              Status: reached,
              ...(since === undefined ? {} : { ImpairedSince: new Date(since) }),
            },
          ],
        }),
  };
}

function reachability(region: Region, instance: Instance, check: StatusCheck): sdk.StatusType | undefined {
  switch (statusOf(region, instance, check)) {
    case 'initializing':
      return 'initializing';
    case 'ok':
      return 'passed';
    case 'impaired':
      return 'failed';
    case 'not-applicable':
      return undefined;
  }
}
