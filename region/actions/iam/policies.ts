import type * as sdk from '@aws-sdk/client-iam';

import { checkName } from '../../model/iam/names.ts';
import { statementsIn } from '../../model/iam/policy.ts';
import { findRole } from '../../model/iam/roles.ts';
import type { Role } from '../../model/iam/state.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { documentView } from './views.ts';

export const putRolePolicy = action<sdk.PutRolePolicyRequest, object>(
  ['RoleName', 'PolicyName', 'PolicyDocument'],
  (region, { RoleName, PolicyName, PolicyDocument }) => {
    checkName('policyName', PolicyName, 128);
    statementsIn(PolicyDocument);
    findRole(region, RoleName).policies[PolicyName] = PolicyDocument;
    return {};
  },
);

export const getRolePolicy = action<sdk.GetRolePolicyRequest, sdk.GetRolePolicyResponse>(
  ['RoleName', 'PolicyName'],
  (region, { RoleName, PolicyName }) => ({
    ...{ RoleName, PolicyName },
    PolicyDocument: documentView(policyOf(findRole(region, RoleName), PolicyName)),
  }),
);

export const deleteRolePolicy = action<sdk.DeleteRolePolicyRequest, object>(
  ['RoleName', 'PolicyName'],
  (region, { RoleName, PolicyName }) => {
    const role = findRole(region, RoleName);
    policyOf(role, PolicyName);
    role.policies = Object.fromEntries(Object.entries(role.policies).filter(([name]) => name !== PolicyName));
    return {};
  },
);

export const listRolePolicies = action<sdk.ListRolePoliciesRequest, sdk.ListRolePoliciesResponse>(
  ['RoleName'],
  (region, { RoleName }) => ({
    PolicyNames: Object.keys(findRole(region, RoleName).policies),
    IsTruncated: false,
  }),
);

/** None: the region has no managed policies that could be attached. */
export const listAttachedRolePolicies = action<
  sdk.ListAttachedRolePoliciesRequest,
  sdk.ListAttachedRolePoliciesResponse
>(['RoleName'], (region, { RoleName }) => {
  findRole(region, RoleName);
  return { AttachedPolicies: [], IsTruncated: false };
});

function policyOf({ policies }: Role, name: string): string {
  const document = policies[name];
  if (document !== undefined) return document;
  throw new AwsError('NoSuchEntity', `The role policy with name ${name} cannot be found.`, 404);
}
