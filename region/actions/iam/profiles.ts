import type * as sdk from '@aws-sdk/client-iam';

import { checkName } from '../../model/iam/names.ts';
import { addRole, createProfile, deleteProfile, findProfile, removeRole } from '../../model/iam/profiles.ts';
import { findRole } from '../../model/iam/roles.ts';
import { action } from '../../protocol/action.ts';
import { accountOf } from '../../realm.ts';
import { pageOf } from '../page.ts';
import { profileView, tagsIn } from './views.ts';

export const createInstanceProfile = action<
  sdk.CreateInstanceProfileRequest,
  sdk.CreateInstanceProfileResponse
>(['InstanceProfileName', 'Path', 'Tags'], (region, { InstanceProfileName: name, Path = '/', Tags }) => {
  checkName('instanceProfileName', name, 128);
  const profile = createProfile(region, { name, path: Path, tags: tagsIn(Tags) });
  return { InstanceProfile: profileView(region, profile) };
});

export const getInstanceProfile = action<sdk.GetInstanceProfileRequest, sdk.GetInstanceProfileResponse>(
  ['InstanceProfileName'],
  (region, input) => ({
    InstanceProfile: profileView(region, findProfile(region, input.InstanceProfileName)),
  }),
);

export const addRoleToInstanceProfile = action<sdk.AddRoleToInstanceProfileRequest, object>(
  ['InstanceProfileName', 'RoleName'],
  (region, input) => {
    addRole(region, input.InstanceProfileName, input.RoleName);
    return {};
  },
);

export const removeRoleFromInstanceProfile = action<sdk.RemoveRoleFromInstanceProfileRequest, object>(
  ['InstanceProfileName', 'RoleName'],
  (region, input) => {
    removeRole(region, input.InstanceProfileName, input.RoleName);
    return {};
  },
);

export const deleteInstanceProfile = action<sdk.DeleteInstanceProfileRequest, object>(
  ['InstanceProfileName'],
  (region, input) => {
    deleteProfile(region, input.InstanceProfileName);
    return {};
  },
);

export const listInstanceProfiles = action<sdk.ListInstanceProfilesRequest, sdk.ListInstanceProfilesResponse>(
  ['PathPrefix', 'Marker', 'MaxItems'],
  (region, { PathPrefix = '/', Marker, MaxItems = 100 }) => {
    const profiles = accountOf(region).state.profiles.filter(({ path }) => path.startsWith(PathPrefix));
    const { items, next } = pageOf(profiles, Marker, MaxItems, 'ValidationError');
    return {
      InstanceProfiles: items.map((profile) => profileView(region, profile)),
      ...{ IsTruncated: next !== undefined, Marker: next },
    };
  },
);

export const listInstanceProfilesForRole = action<
  sdk.ListInstanceProfilesForRoleRequest,
  sdk.ListInstanceProfilesForRoleResponse
>(['RoleName'], (region, { RoleName }) => {
  const { name } = findRole(region, RoleName);
  const profiles = accountOf(region).state.profiles.filter(({ role }) => role === name);
  return {
    InstanceProfiles: profiles.map((profile) => profileView(region, profile)),
    IsTruncated: false,
  };
});
