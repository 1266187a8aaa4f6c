import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { checkId, newId } from './id.ts';
import type { Tags } from './state.ts';
import { vpcId } from './subnets.ts';

export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  rules: SecurityGroupRule[];
  tags: Tags;
}

export interface SecurityGroupRule {
  readonly id: string;
  readonly direction: 'ingress' | 'egress';
  /** `-1` means all, which has no ports. */
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  readonly peer: Peer;
  readonly description: string | undefined;
}

/** Whom a rule lets in, or out to. */
export type Peer =
  | { readonly kind: 'cidr'; readonly cidr: string }
  | { readonly kind: 'cidr6'; readonly cidr: string }
  | { readonly kind: 'group'; readonly groupId: string };

/** The VPC's own group, made when it is first asked for. Groups are data here: nothing is filtered by them. */
export function defaultSecurityGroup(region: Region): SecurityGroup {
  const { securityGroups } = region.state.ec2;
  const known = securityGroups.find(({ name }) => name === 'default');
  if (known !== undefined) return known;
  const group = addSecurityGroup(region, 'default', 'default VPC security group', {});
  const within = { kind: 'group', groupId: group.id } as const;
  group.rules = [allTraffic(region, 'ingress', within), ...group.rules];
  return group;
}

/** A rule for all protocols and ports. */
function allTraffic(
  region: Region,
  direction: SecurityGroupRule['direction'],
  peer: SecurityGroupRule['peer'],
): SecurityGroupRule {
  const id = newId(region, 'sgr');
  return { id, direction, protocol: '-1', from: -1, to: -1, peer, description: undefined };
}

/** @throws AwsError InvalidGroupId.Malformed, InvalidGroup.NotFound */
export function findSecurityGroup(region: Region, id: string): SecurityGroup {
  checkId(id, 'sg', 'InvalidGroupId');
  defaultSecurityGroup(region);
  const group = region.state.ec2.securityGroups.find((one) => one.id === id);
  if (group !== undefined) return group;
  throw new AwsError('InvalidGroup.NotFound', `The security group '${id}' does not exist`);
}

/** A new group lets everything out and nothing in [UG]. @throws AwsError InvalidGroup.Duplicate */
export function addSecurityGroup(
  region: Region,
  name: string,
  description: string,
  tags: Tags,
): SecurityGroup {
  const { securityGroups } = region.state.ec2;
  if (securityGroups.some((one) => one.name === name)) {
    throw new AwsError(
      'InvalidGroup.Duplicate',
      `The security group '${name}' already exists for VPC '${vpcId(region)}'`,
    );
  }
  const rules = [allTraffic(region, 'egress', { kind: 'cidr', cidr: '0.0.0.0/0' })];
  const group: SecurityGroup = { id: newId(region, 'sg'), name, description, rules, tags };
  securityGroups.push(group);
  return group;
}

/** A group by its id or its name. @throws AwsError as `findSecurityGroup`, and MissingParameter */
export function findSecurityGroupBy(
  region: Region,
  { id, name }: { readonly id?: string | undefined; readonly name?: string | undefined },
): SecurityGroup {
  if (id !== undefined) return findSecurityGroup(region, id);
  if (name === undefined) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter groupName or groupId');
  }
  const group = region.state.ec2.securityGroups.find((one) => one.name === name);
  if (group !== undefined) return group;
  throw new AwsError(
    'InvalidGroup.NotFound',
    `The security group '${name}' does not exist in default VPC '${vpcId(region)}'`,
  );
}

/** @throws AwsError CannotDelete for the default group, DependencyViolation while an instance has it */
export function deleteSecurityGroup(region: Region, group: SecurityGroup): void {
  const { ec2 } = region.state;
  if (group.name === 'default') {
    throw new AwsError(
      'CannotDelete',
      `the specified group: "${group.id}" name: "default" cannot be deleted by a user`,
    );
  }
  const living = ec2.instances.filter(({ state }) => state !== 'terminated');
  if (living.some(({ securityGroups }) => securityGroups.includes(group.id))) {
    throw new AwsError('DependencyViolation', `resource ${group.id} has a dependent object`);
  }
  ec2.securityGroups = ec2.securityGroups.filter((one) => one !== group);
}
