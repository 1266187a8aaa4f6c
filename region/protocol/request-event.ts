import { sessionArn } from '../model/iam/sessions.ts';
import type { RegionEvent } from '../event.ts';
import { aboutOf } from './about.ts';
import { AwsError } from './aws-error.ts';
import type { Call } from './call.ts';
import type { Caller } from './caller.ts';
import { isWrite } from './is-write.ts';

/** How a request is told to the event log. `caller` is undefined of one that was not admitted, `input` of one that could not be read. */
export function requestEvent(
  { api, action, accessKey, app }: Call,
  told: {
    readonly outcome: string;
    readonly caller?: Caller | undefined;
    readonly input?: object | undefined;
  },
): RegionEvent {
  const { caller, input, outcome } = told;
  const about = input && aboutOf(api.service, action, input);
  return {
    ...{ type: 'request', service: api.service, action, write: isWrite(action), outcome },
    ...(caller === undefined ? {} : { account: caller.accountId, caller: nameOf(caller, accessKey) }),
    ...(app === undefined ? {} : { app }),
    ...(about === undefined ? {} : { about }),
  };
}

/** The code with which a request is refused, of whatever was thrown. */
export function outcomeOf(error: unknown): string {
  return error instanceof AwsError ? error.code : 'InternalError';
}

function nameOf(caller: Caller, accessKey = ''): string {
  switch (caller.kind) {
    case 'owner':
      return accessKey;
    case 'session':
      return sessionArn(caller.accountId, caller.session);
    case 'instance':
      return caller.instance.instanceId;
  }
}
