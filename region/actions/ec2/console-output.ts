import type * as sdk from '@aws-sdk/client-ec2';

import { postedConsole } from '../../model/ec2/console-posts.ts';
import { findInstance } from '../../model/ec2/instance.ts';
import type { Instance } from '../../model/ec2/state.ts';
import { action } from '../../protocol/action.ts';
import type { Region } from '../../region.ts';

/** With Latest: what the console says now; without: what EC2 posted of it shortly after the instance began to run [UG]. */
export const getConsoleOutput = action<sdk.GetConsoleOutputRequest, sdk.GetConsoleOutputResult>(
  ['InstanceId', 'Latest'],
  async (region, input) => {
    const instance = findInstance(region, input.InstanceId);
    const { at, text } = input.Latest === true ? await latest(region, instance) : posted(region, instance);
    return {
      InstanceId: instance.instanceId,
      Timestamp: new Date(at),
      ...(text === '' ? {} : { Output: Buffer.from(text).toString('base64') }),
    };
  },
);

interface Said {
  readonly at: number;
  readonly text: string;
}

async function latest(region: Region, { instanceId, state }: Instance): Promise<Said> {
  const text = state === 'terminated' ? '' : await region.machines.console(instanceId);
  return { at: region.clock.now(), text };
}

function posted(region: Region, instance: Instance): Said {
  return postedConsole(region, instance) ?? { at: region.clock.now(), text: '' };
}
