import type * as sdk from '@aws-sdk/client-ec2';

import { checkAccount, EVERYBODY, type Shareable, type Sharing } from '../../model/ec2/sharing.ts';
import { AwsError } from '../../protocol/aws-error.ts';

/** The two ways in which a call says whom something is shared with: a list each, or one list and what to do with it. */
export interface PermissionInput {
  readonly Attribute?: string | undefined;
  readonly OperationType?: sdk.OperationType | undefined;
  readonly UserIds?: readonly string[] | undefined;
  readonly groups: readonly string[] | undefined;
  readonly lists:
    { readonly Add?: Permission[] | undefined; readonly Remove?: Permission[] | undefined } | undefined;
}

type Permission = sdk.CreateVolumePermission;

/** @throws AwsError InvalidAMIAttributeItemValue, MissingParameter, InvalidParameterCombination */
export function sharingIn({ OperationType, UserIds = [], groups = [], lists }: PermissionInput): Sharing {
  const named = [...UserIds, ...groups];
  if (lists !== undefined) {
    if (named.length > 0 || OperationType !== undefined) {
      throw new AwsError('InvalidParameterCombination', 'The permissions are given in two ways at once');
    }
    return checked({ add: membersOf(lists.Add), remove: membersOf(lists.Remove) });
  }
  if (OperationType === undefined) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter operationType');
  }
  return checked(OperationType === 'add' ? { add: named, remove: [] } : { add: [], remove: named });
}

function membersOf(permissions: readonly Permission[] = []): string[] {
  return permissions.flatMap(({ UserId, Group }) => [UserId, Group].filter((one) => one !== undefined));
}

function checked(sharing: Sharing): Sharing {
  for (const member of [...sharing.add, ...sharing.remove]) if (member !== EVERYBODY) checkAccount(member);
  return sharing;
}

/** Whom something is shared with, in EC2's words. */
export function permissionsView({ sharedWith = [] }: Shareable): Permission[] {
  return sharedWith.map((one) => (one === EVERYBODY ? { Group: 'all' } : { UserId: one }));
}
