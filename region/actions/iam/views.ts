import type * as sdk from '@aws-sdk/client-iam';

import { profileArn } from '../../model/iam/profiles.ts';
import { findRole, roleArn } from '../../model/iam/roles.ts';
import type { InstanceProfile, Role } from '../../model/iam/state.ts';
import type { Region } from '../../region.ts';
import type { Tags } from '../../model/ec2/state.ts';

/** Policy documents are given back in the encoding of URLs [M]. */
export function documentView(document: string): string {
  return encodeURIComponent(document);
}

export function roleView(region: Region, role: Role): sdk.Role {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: roleArn(region, role),
    CreateDate: new Date(role.created),
    AssumeRolePolicyDocument: documentView(role.trust),
    Description: role.description,
    MaxSessionDuration: role.longest,
    ...tagsView(role.tags),
  };
}

export function profileView(region: Region, profile: InstanceProfile): sdk.InstanceProfile {
  const { name, path } = profile;
  return {
    Path: path,
    InstanceProfileName: name,
    InstanceProfileId: profile.id,
    Arn: profileArn(region, profile),
    CreateDate: new Date(profile.created),
    Roles: profile.role === undefined ? [] : [roleView(region, findRole(region, profile.role))],
    ...tagsView(profile.tags),
  };
}

function tagsView(tags: Tags): { Tags?: sdk.Tag[] } {
  const all = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return all.length === 0 ? {} : { Tags: all };
}

export function tagsIn(tags: readonly sdk.Tag[] | undefined): Tags {
  return Object.fromEntries((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}
