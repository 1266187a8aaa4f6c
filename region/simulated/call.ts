import { hangs, losesAnswer } from '../faults/requests.ts';
import type { Service } from '../protocol/api.ts';
import { apis, ec2Api } from '../protocol/apis.ts';
import { AwsError } from '../protocol/aws-error.ts';
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

/** The region's actions as functions: as strict as the protocol, but nothing is written out and read again. */
export function directCalls(region: Region, actions: ActionsByService): Call {
  return async (service, action, input) => {
    const api = apis.find((one) => one.service === service) ?? ec2Api;
    const record = (outcome: string) => {
      region.events.record({ type: 'request', service, action, write: isWrite(action), outcome });
    };
    try {
      if (hangs(region, { action })) throw new NoAnswer(action);
      const nobody = { accessKey: undefined, scope: undefined, sessionToken: undefined };
      const call = { api, action, payload: { kind: 'read', input }, ...nobody } as const;
      const { output } = await perform(region, call, actions, {
        kind: 'owner',
        accountId: region.accountId,
      });
      if (losesAnswer(region, { action })) throw new NoAnswer(action);
      record('ok');
      return output;
    } catch (error) {
      record(outcomeOf(error));
      throw error;
    } finally {
      if (isWrite(action)) region.stir();
    }
  };
}

function outcomeOf(error: unknown): string {
  if (error instanceof NoAnswer) return 'no-answer';
  return error instanceof AwsError ? error.code : 'InternalError';
}
