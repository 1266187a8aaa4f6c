import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { defaultSecurityGroup, findSecurityGroup, findSecurityGroupBy } from './security-groups.ts';
import type { TemplateData } from './templates.ts';
import { type Subnet, findSubnet, subnets } from './subnets.ts';

/**
 * An instance has one network interface. Who describes it, describes its groups and subnet there and not beside it [UG].
 *
 * @throws AwsError InvalidParameterCombination, UnsupportedOperation for a second interface or one of one's own
 */
export function checkInterfaces(data: TemplateData): void {
  const interfaces = data.NetworkInterfaces ?? [];
  const [first] = interfaces;
  if (first === undefined) return;
  if (interfaces.length > 1 || (first.DeviceIndex ?? 0) !== 0 || first.DeleteOnTermination === false) {
    throw new AwsError(
      'UnsupportedOperation',
      'The local region models one network interface an instance, with the device index 0, which goes with its instance',
    );
  }
  if ((data.SecurityGroupIds ?? data.SecurityGroups) === undefined) return;
  throw new AwsError(
    'InvalidParameterCombination',
    'Network interfaces and an instance-level security groups may not be specified on the same request',
  );
}

/** The groups of the interface, of the instance, or the VPC's own. @throws AwsError as `findSecurityGroupBy` */
export function securityGroupsOf(region: Region, data: TemplateData): string[] {
  const ids = data.NetworkInterfaces?.[0]?.Groups ?? data.SecurityGroupIds ?? [];
  const byId = ids.map((id) => findSecurityGroup(region, id).id);
  const byName = (data.SecurityGroups ?? []).map((name) => findSecurityGroupBy(region, { name }).id);
  const groups = [...byId, ...byName];
  return groups.length === 0 ? [defaultSecurityGroup(region).id] : groups;
}

/** The subnet that was chosen, that of the interface, or the first default one. @throws AwsError as `findSubnet`, and MissingInput */
export function subnetOf(region: Region, chosen: string | undefined, data: TemplateData): Subnet {
  const subnetId = chosen ?? data.NetworkInterfaces?.[0]?.SubnetId;
  if (subnetId !== undefined) return findSubnet(region, subnetId);
  const [first] = subnets(region);
  if (first === undefined) throw new AwsError('MissingInput', 'No subnets found for the default VPC.');
  return first;
}
