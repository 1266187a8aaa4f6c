import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { checkId, newId } from './id.ts';
import type { SecurityGroup, Tags } from './state.ts';
import { vpcId } from './subnets.ts';

/** The VPC's own group, made when it is first asked for. Groups are data here: nothing is filtered by them. */
export function defaultSecurityGroup(region: Region): SecurityGroup {
  const { securityGroups } = region.state.ec2;
  const known = securityGroups.find(({ name }) => name === 'default');
  return known ?? addSecurityGroup(region, 'default', 'default VPC security group', {});
}

/** @throws AwsError InvalidGroupId.Malformed, InvalidGroup.NotFound */
export function findSecurityGroup(region: Region, id: string): SecurityGroup {
  checkId(id, 'sg', 'InvalidGroupId');
  defaultSecurityGroup(region);
  const group = region.state.ec2.securityGroups.find((one) => one.id === id);
  if (group !== undefined) return group;
  throw new AwsError('InvalidGroup.NotFound', `The security group '${id}' does not exist`);
}

/** @throws AwsError InvalidGroup.Duplicate */
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
  const group: SecurityGroup = { id: newId('sg'), name, description, rules: [], tags };
  securityGroups.push(group);
  return group;
}
