import type * as sdk from '@aws-sdk/client-ec2';

import { findInstance } from '../../model/ec2/instance.ts';
import { action } from '../../protocol/action.ts';

/** Latest changes nothing: the output is always the latest. */
export const getConsoleOutput = action<sdk.GetConsoleOutputRequest, sdk.GetConsoleOutputResult>(
  ['InstanceId', 'Latest'],
  async (region, input) => {
    const { instanceId, state } = findInstance(region, input.InstanceId);
    const text = state === 'terminated' ? '' : await region.machines.console(instanceId);
    return {
      InstanceId: instanceId,
      Timestamp: new Date(region.clock.now()),
      Output: Buffer.from(text).toString('base64'),
    };
  },
);
