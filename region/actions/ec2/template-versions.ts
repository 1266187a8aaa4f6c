import type * as sdk from '@aws-sdk/client-ec2';

import { resolveImageId } from '../../model/ec2/image-alias.ts';
import type { LaunchTemplate, TemplateVersion } from '../../model/ec2/templates.ts';
import { findTemplate, findTemplateVersion, versionOf } from '../../model/ec2/templates.ts';
import { once } from '../../model/ec2/token.ts';
import { type NotDeleted, addVersion, deleteVersion } from '../../model/ec2/write-templates.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { ownerArn } from '../owner.ts';
import { filtered } from './filters.ts';
import { paged } from './paged.ts';
import { checkTemplateData, templateDataMembers } from './template-data.ts';

export const createLaunchTemplateVersion = action<
  sdk.CreateLaunchTemplateVersionRequest,
  sdk.CreateLaunchTemplateVersionResult
>(
  [
    'LaunchTemplateId',
    'LaunchTemplateName',
    'SourceVersion',
    'VersionDescription',
    'ClientToken',
    ...templateDataMembers,
  ],
  (region, { ClientToken, ...input }) => {
    const template = findTemplate(region, { id: input.LaunchTemplateId, name: input.LaunchTemplateName });
    checkTemplateData(input.LaunchTemplateData);
    const call = { action: 'CreateLaunchTemplateVersion', token: ClientToken, input };
    const number = once(region, call, () => {
      const { VersionDescription: description, LaunchTemplateData: data, SourceVersion: source } = input;
      return String(addVersion(region, template, { description, data, source }).number);
    });
    return { LaunchTemplateVersion: versionView(region, versionOf(template, number)) };
  },
);

/** Without a template: the versions `$Latest` or `$Default` of all of them. */
export const describeLaunchTemplateVersions = action<
  sdk.DescribeLaunchTemplateVersionsRequest,
  sdk.DescribeLaunchTemplateVersionsResult
>(
  [
    'LaunchTemplateId',
    'LaunchTemplateName',
    'Versions',
    'MinVersion',
    'MaxVersion',
    'ResolveAlias',
    'Filters',
    'MaxResults',
    'NextToken',
  ],
  (region, input) => {
    const fields = {
      'image-id': (version: TemplateVersion) => version.data.ImageId,
      'instance-type': (version: TemplateVersion) => version.data.InstanceType,
      'is-default-version': (version: TemplateVersion) => isDefault(region, version),
    };
    const { items, token } = paged(filtered(chosenVersions(region, input), input.Filters, fields), input, 1);
    return {
      LaunchTemplateVersions: items.map((version) => versionView(region, version, input.ResolveAlias)),
      ...token,
    };
  },
);

/** Newest first, as EC2 gives them. */
function chosenVersions(region: Region, input: sdk.DescribeLaunchTemplateVersionsRequest): TemplateVersion[] {
  const { LaunchTemplateId: id, LaunchTemplateName: name, Versions } = input;
  if (id === undefined && name === undefined) {
    return region.state.ec2.templates.flatMap((template) => namedVersions(template, Versions ?? []));
  }
  const template = findTemplate(region, { id, name });
  if (Versions !== undefined) return namedVersions(template, Versions);
  const [least, most] = [Number(input.MinVersion ?? 1), Number(input.MaxVersion ?? Infinity)];
  return template.versions.filter(({ number }) => number >= least && number <= most).toReversed();
}

function namedVersions(template: LaunchTemplate, versions: readonly string[]): TemplateVersion[] {
  return [...new Set(versions.map((version) => versionOf(template, version)))];
}

export const deleteLaunchTemplateVersions = action<
  sdk.DeleteLaunchTemplateVersionsRequest,
  sdk.DeleteLaunchTemplateVersionsResult
>(['LaunchTemplateId', 'LaunchTemplateName', 'Versions'], (region, input) => {
  const template = findTemplate(region, { id: input.LaunchTemplateId, name: input.LaunchTemplateName });
  if (input.Versions.length > 200) {
    throw new AwsError('InvalidParameterValue', 'At most 200 versions can be deleted in one call');
  }
  const results = input.Versions.map((version) => ({
    version,
    refused: deleteVersion(region, template, version),
  }));
  const place = { LaunchTemplateId: template.id, LaunchTemplateName: template.name };
  return {
    SuccessfullyDeletedLaunchTemplateVersions: results
      .filter(({ refused }) => refused === undefined)
      .map(({ version }) => ({ ...place, VersionNumber: Number(version) })),
    UnsuccessfullyDeletedLaunchTemplateVersions: results
      .map(({ refused }) => refused)
      .filter((refused) => refused !== undefined)
      .map((refused) => ({ ...place, ...refusalView(refused) })),
  };
});

function refusalView({
  number,
  code,
  message,
}: NotDeleted): sdk.DeleteLaunchTemplateVersionsResponseErrorItem {
  return { VersionNumber: number, ResponseError: { Code: code, Message: message } };
}

/** With `resolve`, an image that is named by an SSM parameter is told by its id [M]. */
function versionView(region: Region, version: TemplateVersion, resolve = false): sdk.LaunchTemplateVersion {
  return {
    LaunchTemplateId: version.templateId,
    LaunchTemplateName: version.templateName,
    VersionNumber: version.number,
    ...(version.description === undefined ? {} : { VersionDescription: version.description }),
    CreateTime: new Date(version.created),
    CreatedBy: ownerArn(region),
    DefaultVersion: isDefault(region, version),
    LaunchTemplateData: resolve ? resolved(region, version) : version.data,
  };
}

function resolved(region: Region, { data }: TemplateVersion): sdk.ResponseLaunchTemplateData {
  return data.ImageId === undefined ? data : { ...data, ImageId: resolveImageId(region, data.ImageId) };
}

function isDefault(region: Region, { templateId, number }: TemplateVersion): boolean {
  return findTemplateVersion(region, { id: templateId }).number === number;
}
