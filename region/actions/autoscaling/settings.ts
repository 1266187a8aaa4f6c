import type { LaunchTemplateSpecification } from '@aws-sdk/client-auto-scaling';

import type { Group, TemplateChoice } from '../../model/autoscaling/state.ts';
import { planLaunch } from '../../model/ec2/launch.ts';
import { subnets, type Subnet } from '../../model/ec2/subnets.ts';
import { findTemplate } from '../../model/ec2/templates.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';

/**
 * The launch template of a group, as it was asked for; `$Default` where no version was.
 *
 * @throws AwsError ValidationError when it cannot be launched from
 */
export function templateChoice(region: Region, asked: LaunchTemplateSpecification): TemplateChoice {
  if ((asked.LaunchTemplateId === undefined) === (asked.LaunchTemplateName === undefined)) {
    throw invalidTemplate(
      'You must specify either a launch template ID or a launch template name, but not both.',
    );
  }
  const version = asked.Version ?? '$Default';
  try {
    const { id, name } = findTemplate(region, { id: asked.LaunchTemplateId, name: asked.LaunchTemplateName });
    planLaunch(region, { template: { id, version } });
    return { id, name, version };
  } catch (error) {
    if (error instanceof AwsError) throw invalidTemplate(error.message);
    throw error;
  }
}

export function invalidTemplate(why: string): AwsError {
  return new AwsError('ValidationError', `You must use a valid fully-formed launch template. ${why}`);
}

interface Placement {
  readonly VPCZoneIdentifier?: string | undefined;
  readonly AvailabilityZones?: readonly string[] | undefined;
}

/**
 * The subnets of a group: those named, or else the default ones of the zones named. Undefined when neither is.
 *
 * @throws AwsError ValidationError
 */
export function subnetsAsked(region: Region, asked: Placement): string[] | undefined {
  const zones = asked.AvailabilityZones ?? [];
  const named = (asked.VPCZoneIdentifier ?? '').split(',').filter((id) => id !== '');
  if (named.length === 0) {
    return zones.length === 0 ? undefined : zones.map((zone) => subnetIn(region, zone).subnetId);
  }
  const found = named.map((id) => subnetCalled(region, id));
  if (zones.length > 0 && !found.every(({ zone }) => zones.includes(zone))) {
    throw new AwsError(
      'ValidationError',
      'The availability zones of the specified subnets and the Auto Scaling group do not match',
    );
  }
  return named;
}

function subnetIn(region: Region, zone: string): Subnet {
  const subnet = subnets(region).find((one) => one.zone === zone);
  if (subnet !== undefined) return subnet;
  throw new AwsError('ValidationError', `One or more Availability Zones are not valid: ${zone}`);
}

function subnetCalled(region: Region, subnetId: string): Subnet {
  const subnet = subnets(region).find((one) => one.subnetId === subnetId);
  if (subnet !== undefined) return subnet;
  throw new AwsError('ValidationError', `The subnet ID '${subnetId}' does not exist`);
}

/** @throws AwsError ValidationError for a kind of health check that AWS has and the region has not */
export function healthCheckAsked(asked: string): Group['healthCheck'] {
  const kinds = asked.split(',');
  const unknown = kinds.find((kind) => kind !== 'EC2' && kind !== 'ELB');
  if (unknown !== undefined) {
    throw new AwsError('ValidationError', `The local region does not model the health check type ${unknown}`);
  }
  return asked;
}

/** @throws AwsError ValidationError when it is negative */
export function checkSeconds(name: string, seconds: number | undefined): void {
  if (seconds === undefined || seconds >= 0) return;
  throw new AwsError('ValidationError', `${name} must not be negative`);
}
