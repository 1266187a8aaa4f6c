import type * as sdk from '@aws-sdk/client-sts';

import { type Actions, action } from '../../protocol/action.ts';
import { ownerArn } from '../owner.ts';

/** Only the region's owner is let in here: an instance's role may read parameters alone. */
const getCallerIdentity = action<sdk.GetCallerIdentityRequest, sdk.GetCallerIdentityResponse>(
  [],
  (region) => ({
    Account: region.accountId,
    Arn: ownerArn(region),
    UserId: 'AIDALOCALREGIONOWNER',
  }),
);

/** What the region serves of STS. */
export const stsActions: Actions = { GetCallerIdentity: getCallerIdentity };
