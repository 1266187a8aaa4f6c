import type { RequestLaunchTemplateData } from '@aws-sdk/client-ec2';

import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { checkId } from './id.ts';
import type { Tags } from './state.ts';

export interface LaunchTemplate {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  defaultVersion: number;
  /** The number of the newest version ever made: numbers are never given twice. */
  latestVersion: number;
  versions: TemplateVersion[];
  tags: Tags;
}

export interface TemplateVersion {
  readonly templateId: string;
  readonly templateName: string;
  readonly number: number;
  readonly description: string | undefined;
  readonly created: number;
  readonly data: TemplateData;
}

/** What the region models of a launch template's data, in AWS's own words. */
export type TemplateData = Pick<
  RequestLaunchTemplateData,
  | 'BlockDeviceMappings'
  | 'CapacityReservationSpecification'
  | 'CreditSpecification'
  | 'DisableApiStop'
  | 'DisableApiTermination'
  | 'EbsOptimized'
  | 'EnclaveOptions'
  | 'IamInstanceProfile'
  | 'ImageId'
  | 'InstanceInitiatedShutdownBehavior'
  | 'InstanceType'
  | 'KeyName'
  | 'MetadataOptions'
  | 'Monitoring'
  | 'NetworkInterfaces'
  | 'SecurityGroupIds'
  | 'SecurityGroups'
  | 'TagSpecifications'
  | 'UserData'
>;

/** A launch template by its id or its name: one of the two. */
export interface TemplateName {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

export interface TemplateSpec extends TemplateName {
  /** A number, `$Latest` or `$Default`; `$Default` when nothing is said [M]. */
  readonly version?: string | undefined;
}

/**
 * The version that a specification stands for now.
 *
 * @throws AwsError as `findTemplate`, and InvalidLaunchTemplateId.VersionNotFound
 */
export function findTemplateVersion(region: Region, spec: TemplateSpec): TemplateVersion {
  return versionOf(findTemplate(region, spec), spec.version);
}

/** @throws AwsError MissingParameter, InvalidParameterCombination, InvalidLaunchTemplateId.…, InvalidLaunchTemplateName.NotFoundException */
export function findTemplate(region: Region, { id, name }: TemplateName): LaunchTemplate {
  const { templates } = region.state.ec2;
  if (id !== undefined && name !== undefined) {
    throw new AwsError(
      'InvalidParameterCombination',
      'Only one of LaunchTemplateId and LaunchTemplateName may be given',
    );
  }
  if (id !== undefined) {
    checkId(id, 'lt', 'InvalidLaunchTemplateId');
    return templates.find((one) => one.id === id) ?? noSuchId(id);
  }
  if (name !== undefined) return templates.find((one) => one.name === name) ?? noSuchName(name);
  throw new AwsError('MissingParameter', 'The request must contain LaunchTemplateId or LaunchTemplateName');
}

/** @param version as in `TemplateSpec`. @throws AwsError InvalidLaunchTemplateId.VersionNotFound */
export function versionOf(template: LaunchTemplate, version = '$Default'): TemplateVersion {
  const number = numberOf(template, version);
  const found = template.versions.find((one) => one.number === number);
  if (found !== undefined) return found;
  throw new AwsError(
    'InvalidLaunchTemplateId.VersionNotFound',
    `Could not find the specified version ${version} for the launch template with ID ${template.id}.`,
  );
}

/** @throws AwsError InvalidParameterValue where it is no version at all */
export function numberOf(template: LaunchTemplate, version: string): number {
  if (version === '$Latest') return template.latestVersion;
  if (version === '$Default') return template.defaultVersion;
  if (/^[1-9]\d*$/.test(version)) return Number(version);
  throw new AwsError(
    'InvalidParameterValue',
    `Invalid launch template version '${version}': a number, $Latest or $Default`,
  );
}

function noSuchId(id: string): never {
  throw new AwsError(
    'InvalidLaunchTemplateId.NotFound',
    `The specified launch template, with template ID ${id}, does not exist.`,
  );
}

function noSuchName(name: string): never {
  throw new AwsError(
    'InvalidLaunchTemplateName.NotFoundException',
    `The specified launch template, with template name ${name}, does not exist.`,
  );
}
