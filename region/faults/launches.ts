import { findInstanceType } from '../model/ec2/instance-types.ts';
import { type Subnet, subnets } from '../model/ec2/subnets.ts';
import { AwsError } from '../protocol/aws-error.ts';
import type { Region } from '../region.ts';
import { standing, strike } from './strike.ts';

/** Refuses a launch where the region is broken so, in AWS's words. @throws AwsError */
export function refuseLaunch(region: Region, { zone, subnetId }: Subnet, instanceType: string): void {
  if (quotaLeft(region, instanceType) === 0) throw beyondQuota(region);
  const lost = standing(region, 'zone-loss', (words) => words.zone === zone);
  const full =
    lost ??
    strike(region, 'no-capacity', (words) => fits(words.zone, zone) && fits(words.type, instanceType));
  if (full !== undefined) throw noCapacity(region, zone, instanceType);
  if (strike(region, 'no-addresses', (words) => fits(words.zone, zone)) !== undefined)
    throw noAddresses(subnetId);
}

function fits(word: string | undefined, value: string): boolean {
  return word === undefined || word === value;
}

/** [UG: ts-as-capacity] */
function noCapacity(region: Region, zone: string, instanceType: string): AwsError {
  const others = subnets(region)
    .map((subnet) => subnet.zone)
    .filter((other) => other !== zone);
  return new AwsError(
    'InsufficientInstanceCapacity',
    `We currently do not have sufficient ${instanceType} capacity in the Availability Zone you requested (${zone}). ` +
      'Our system will be working on provisioning additional capacity. ' +
      `You can currently get ${instanceType} capacity by not specifying an Availability Zone in your request or choosing ${others.join(', ')}.`,
    500,
  );
}

function noAddresses(subnetId: string): AwsError {
  return new AwsError(
    'InsufficientFreeAddressesInSubnet',
    `There are not enough free addresses in subnet '${subnetId}' to satisfy the requested number of instances.`,
  );
}

/** How many more instances of a type the account may run; undefined where it is not limited. */
export function quotaLeft(region: Region, instanceType: string): number | undefined {
  const fault = standing(region, 'quota');
  if (fault === undefined) return undefined;
  const living = region.state.ec2.instances.filter(({ state }) => state === 'pending' || state === 'running');
  const used = living.reduce((sum, instance) => sum + findInstanceType(instance.instanceType).cpus, 0);
  const left = Number(fault.words.vcpus ?? 0) - used;
  return Math.max(0, Math.floor(left / findInstanceType(instanceType).cpus));
}

/** [I: kops#15778] */
export function beyondQuota(region: Region): AwsError {
  const limit = strike(region, 'quota', () => true)?.words.vcpus ?? '0';
  return new AwsError(
    'VcpuLimitExceeded',
    `You have requested more vCPU capacity than your current vCPU limit of ${limit} allows for the instance bucket that ` +
      'the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an ' +
      'adjustment to this limit.',
  );
}
