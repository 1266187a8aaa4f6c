import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { newId } from './id.ts';
import type { Tags } from './state.ts';
import type { LaunchTemplate, TemplateData, TemplateVersion } from './templates.ts';
import { numberOf, versionOf } from './templates.ts';

/** Makes a template with its version 1. @throws AwsError InvalidLaunchTemplateName.… */
export function createTemplate(
  region: Region,
  order: {
    readonly name: string;
    readonly description: string | undefined;
    readonly data: TemplateData;
    readonly tags: Tags;
  },
): LaunchTemplate {
  checkName(region, order.name);
  const template: LaunchTemplate = {
    id: newId(region, 'lt'),
    name: order.name,
    created: region.clock.now(),
    defaultVersion: 1,
    latestVersion: 0,
    versions: [],
    tags: order.tags,
  };
  addVersion(region, template, { description: order.description, data: order.data });
  region.state.ec2.templates.push(template);
  return template;
}

function checkName(region: Region, name: string): void {
  if (!/^[A-Za-z0-9()./_-]{3,128}$/.test(name)) {
    throw new AwsError(
      'InvalidLaunchTemplateName.MalformedException',
      'A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the characters (, ), ., /, _ and -.',
    );
  }
  if (!region.state.ec2.templates.some((one) => one.name === name)) return;
  throw new AwsError(
    'InvalidLaunchTemplateName.AlreadyExistsException',
    'Launch template name already in use.',
  );
}

export interface VersionOrder {
  readonly description: string | undefined;
  readonly data: TemplateData;
  /** The version that gives what `data` does not say; a number, `$Latest` or `$Default`. */
  readonly source?: string | undefined;
}

/** Makes the template's next version. @throws AwsError InvalidLaunchTemplateId.VersionNotFound, InvalidParameterValue */
export function addVersion(region: Region, template: LaunchTemplate, order: VersionOrder): TemplateVersion {
  const base = order.source === undefined ? {} : versionOf(template, order.source).data;
  checkDescription(order.description);
  template.latestVersion += 1;
  const version: TemplateVersion = {
    templateId: template.id,
    templateName: template.name,
    number: template.latestVersion,
    description: order.description,
    created: region.clock.now(),
    data: { ...base, ...order.data },
  };
  template.versions.push(version);
  tell(region, version, 'made');
  return version;
}

/** Characters [M]. */
const LONGEST_DESCRIPTION = 255;

function checkDescription(description: string | undefined): void {
  if (description === undefined || description.length <= LONGEST_DESCRIPTION) return;
  throw new AwsError(
    'InvalidParameterValue',
    `The version description has ${description.length} characters; at most ${LONGEST_DESCRIPTION} are allowed`,
  );
}

/** @throws AwsError InvalidLaunchTemplateId.VersionNotFound, InvalidParameterValue */
export function setDefaultVersion(template: LaunchTemplate, version: string): void {
  template.defaultVersion = versionOf(template, version).number;
}

/** Why a version of a template cannot be deleted. */
export interface NotDeleted {
  readonly number: number;
  readonly code: 'launchTemplateVersionDoesNotExist' | 'unexpectedError';
  readonly message: string;
}

/** Deletes one version; the default one stays. @returns undefined when it is gone */
export function deleteVersion(
  region: Region,
  template: LaunchTemplate,
  version: string,
): NotDeleted | undefined {
  const number = numberOf(template, version);
  if (number === template.defaultVersion) {
    return { number, code: 'unexpectedError', message: 'Cannot delete the launch template default version.' };
  }
  const found = template.versions.find((one) => one.number === number);
  if (found === undefined) {
    return {
      number,
      code: 'launchTemplateVersionDoesNotExist',
      message: `Version ${number} does not exist.`,
    };
  }
  template.versions = template.versions.filter((one) => one !== found);
  tell(region, found, 'deleted');
  return undefined;
}

/** Instances launched from it go on; groups that use it cannot launch any more. */
export function deleteTemplate(region: Region, template: LaunchTemplate): void {
  const { ec2 } = region.state;
  ec2.templates = ec2.templates.filter((one) => one !== template);
  for (const version of template.versions) tell(region, version, 'deleted');
}

function tell(region: Region, version: TemplateVersion, phase: 'made' | 'deleted'): void {
  const { templateId, number, description, data } = version;
  region.events.record({
    ...{ type: 'template', template: templateId, version: number, phase },
    ...(data.ImageId === undefined ? {} : { imageId: data.ImageId }),
    ...(description === undefined ? {} : { description }),
  });
}
