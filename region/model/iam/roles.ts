import { AwsError } from '../../protocol/aws-error.ts';
import { accountOf } from '../../realm.ts';
import type { Region } from '../../region.ts';
import { checkTrust } from './policy.ts';
import { checkPath, newIamId } from './names.ts';
import type { Role } from './state.ts';

/** @throws AwsError EntityAlreadyExists, MalformedPolicyDocument, ValidationError */
export function createRole(region: Region, order: Omit<Role, 'id' | 'created' | 'policies'>): Role {
  const { state } = accountOf(region);
  checkPath(order.path);
  checkTrust(order.trust);
  if (state.roles.some(({ name }) => isSame(name, order.name))) {
    throw new AwsError('EntityAlreadyExists', `Role with name ${order.name} already exists.`, 409);
  }
  const role = { ...order, id: newIamId(region, 'AROA'), created: region.clock.now(), policies: {} };
  state.roles.push(role);
  return role;
}

/** @throws AwsError NoSuchEntity */
export function findRole(region: Region, name: string): Role {
  const role = accountOf(region).state.roles.find((one) => isSame(one.name, name));
  if (role !== undefined) return role;
  throw new AwsError('NoSuchEntity', `The role with name ${name} cannot be found.`, 404);
}

/** @throws AwsError NoSuchEntity, and DeleteConflict while it has policies or is in an instance profile */
export function deleteRole(region: Region, name: string): void {
  const role = findRole(region, name);
  const { state } = accountOf(region);
  if (state.profiles.some((profile) => profile.role === role.name)) {
    throw conflict('must remove roles from instance profile first');
  }
  if (Object.keys(role.policies).length > 0) throw conflict('must delete policies first');
  state.roles = state.roles.filter((one) => one !== role);
}

export function conflict(why: string): AwsError {
  return new AwsError('DeleteConflict', `Cannot delete entity, ${why}.`, 409);
}

/** Names differ by more than the case of their letters [M]. */
export function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

export function roleArn({ accountId }: Pick<Region, 'accountId'>, { path, name }: Role): string {
  return `arn:aws:iam::${accountId}:role${path}${name}`;
}
