import type { Service } from '../protocol/api.ts';
import { apis, ec2Api } from '../protocol/apis.ts';
import { isWrite } from '../protocol/is-write.ts';
import { type ActionsByService, perform } from '../protocol/perform.ts';
import type { Region } from '../region.ts';

/**
 * Does one action, and gives AWS's output in the SDK's own shape. Rejects with the AwsError with which it is refused, or with
 * NoAnswer.
 */
export type Call = (service: Service, action: string, input: object) => Promise<object>;

/** The region was broken so that nobody learns what came of a call. */
export class NoAnswer extends Error {
  constructor(action: string) {
    super(`${action} was not answered`);
    this.name = 'TimeoutError';
  }
}

/**
 * The region's actions as functions: as strict as the protocol, but nothing is written out and read again.
 *
 * @param accessKey whose the calls are, in the event log
 */
export function directCalls(region: Region, actions: ActionsByService, accessKey: string): Call {
  const caller = { kind: 'owner', accountId: region.accountId } as const;
  const signed = { accessKey, scope: undefined, sessionToken: undefined, app: undefined };
  return async (service, action, input) => {
    const api = apis.find((one) => one.service === service) ?? ec2Api;
    try {
      const call = { api, action, payload: { kind: 'read', input }, ...signed } as const;
      const { output, withheld } = await perform(region, call, actions, caller);
      if (withheld !== undefined) throw new NoAnswer(action);
      return output;
    } finally {
      if (isWrite(action)) region.stir();
    }
  };
}
