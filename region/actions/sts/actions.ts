import type * as sdk from '@aws-sdk/client-sts';

import { type Actions, action } from '../../protocol/action.ts';
import type { Caller } from '../../protocol/caller.ts';
import { callerArn } from '../owner.ts';
import { assumeRole } from './assume-role.ts';

/** An owner or a session of a role: the role of an instance is not let in here, it may read parameters alone. */
const getCallerIdentity = action<sdk.GetCallerIdentityRequest, sdk.GetCallerIdentityResponse>(
  [],
  (_region, _input, caller) => ({
    Account: caller.accountId,
    Arn: callerArn(caller),
    UserId: userIdOf(caller),
  }),
);

function userIdOf(caller: Caller): string {
  if (caller.kind === 'session') return `${caller.session.roleId}:${caller.session.name}`;
  return 'AIDALOCALREGIONOWNER';
}

/** What the region serves of STS. */
export const stsActions: Actions = { GetCallerIdentity: getCallerIdentity, AssumeRole: assumeRole };
