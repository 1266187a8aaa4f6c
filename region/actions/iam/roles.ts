import type * as sdk from '@aws-sdk/client-iam';

import { createRole as makeRole, deleteRole as forgetRole, findRole } from '../../model/iam/roles.ts';
import { checkName } from '../../model/iam/names.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { accountOf } from '../../realm.ts';
import { pageOf } from '../page.ts';
import { roleView, tagsIn } from './views.ts';

/** Seconds: how long a session lasts at most, unless the role says otherwise [M]. */
const HOUR = 3600;

export const createRole = action<sdk.CreateRoleRequest, sdk.CreateRoleResponse>(
  ['RoleName', 'Path', 'AssumeRolePolicyDocument', 'Description', 'MaxSessionDuration', 'Tags'],
  (region, input) => {
    checkName('roleName', input.RoleName, 64);
    const role = makeRole(region, {
      ...{ name: input.RoleName, path: input.Path ?? '/', trust: input.AssumeRolePolicyDocument },
      ...{ description: input.Description, longest: longestOf(input.MaxSessionDuration) },
      tags: tagsIn(input.Tags),
    });
    return { Role: roleView(region, role) };
  },
);

function longestOf(seconds = HOUR): number {
  if (seconds >= HOUR && seconds <= 12 * HOUR) return seconds;
  throw new AwsError(
    'ValidationError',
    `Value '${seconds}' at 'maxSessionDuration' failed to satisfy constraint: Member must have value from 3600 to 43200`,
  );
}

export const getRole = action<sdk.GetRoleRequest, sdk.GetRoleResponse>(
  ['RoleName'],
  (region, { RoleName }) => ({
    Role: roleView(region, findRole(region, RoleName)),
  }),
);

export const deleteRole = action<sdk.DeleteRoleRequest, object>(['RoleName'], (region, { RoleName }) => {
  forgetRole(region, RoleName);
  return {};
});

export const listRoles = action<sdk.ListRolesRequest, sdk.ListRolesResponse>(
  ['PathPrefix', 'Marker', 'MaxItems'],
  (region, { PathPrefix = '/', Marker, MaxItems = 100 }) => {
    const roles = accountOf(region).state.roles.filter(({ path }) => path.startsWith(PathPrefix));
    const { items, next } = pageOf(roles, Marker, MaxItems, 'ValidationError');
    return {
      Roles: items.map((role) => roleView(region, role)),
      ...{ IsTruncated: next !== undefined, Marker: next },
    };
  },
);
