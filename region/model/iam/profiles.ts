import { AwsError } from '../../protocol/aws-error.ts';
import { accountOf } from '../../realm.ts';
import type { Region } from '../../region.ts';
import { checkPath, newIamId } from './names.ts';
import { conflict, findRole, isSame } from './roles.ts';
import type { InstanceProfile } from './state.ts';

/** @throws AwsError EntityAlreadyExists, ValidationError */
export function createProfile(
  region: Region,
  order: Pick<InstanceProfile, 'name' | 'path' | 'tags'>,
): InstanceProfile {
  const { state } = accountOf(region);
  checkPath(order.path);
  if (state.profiles.some(({ name }) => isSame(name, order.name))) {
    throw new AwsError('EntityAlreadyExists', `Instance Profile ${order.name} already exists.`, 409);
  }
  const created = region.clock.now();
  const profile: InstanceProfile = { ...order, id: newIamId(region, 'AIPA'), created, role: undefined };
  state.profiles.push(profile);
  return profile;
}

export function profileArn(
  { accountId }: Pick<Region, 'accountId'>,
  { path, name }: InstanceProfile,
): string {
  return `arn:aws:iam::${accountId}:instance-profile${path}${name}`;
}

/** @throws AwsError NoSuchEntity */
export function findProfile(region: Region, name: string): InstanceProfile {
  const profile = accountOf(region).state.profiles.find((one) => isSame(one.name, name));
  if (profile !== undefined) return profile;
  throw new AwsError('NoSuchEntity', `Instance Profile ${name} cannot be found.`, 404);
}

/** @throws AwsError NoSuchEntity, and LimitExceeded for a second role */
export function addRole(region: Region, profileName: string, roleName: string): void {
  const profile = findProfile(region, profileName);
  const role = findRole(region, roleName);
  if (profile.role !== undefined) {
    throw new AwsError('LimitExceeded', 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1', 409);
  }
  profile.role = role.name;
}

/** @throws AwsError NoSuchEntity */
export function removeRole(region: Region, profileName: string, roleName: string): void {
  const profile = findProfile(region, profileName);
  const role = findRole(region, roleName);
  if (profile.role === role.name) profile.role = undefined;
  else throw new AwsError('NoSuchEntity', `Role ${roleName} is not in ${profileName}.`, 404);
}

/** @throws AwsError NoSuchEntity, and DeleteConflict while it has a role */
export function deleteProfile(region: Region, name: string): void {
  const profile = findProfile(region, name);
  if (profile.role !== undefined) throw conflict('must remove roles from instance profile first');
  const { state } = accountOf(region);
  state.profiles = state.profiles.filter((one) => one !== profile);
}
