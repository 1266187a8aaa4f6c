import type * as sdk from '@aws-sdk/client-ec2';

import { checkTagTypes, tagsFor, wireTags } from '../../model/ec2/tag-specifications.ts';
import type { LaunchTemplate } from '../../model/ec2/templates.ts';
import { findTemplate } from '../../model/ec2/templates.ts';
import { once } from '../../model/ec2/token.ts';
import { createTemplate, deleteTemplate, setDefaultVersion } from '../../model/ec2/write-templates.ts';
import { action } from '../../protocol/action.ts';
import type { Region } from '../../region.ts';
import { ownerArn } from '../owner.ts';
import { filtered } from './filters.ts';
import { paged } from './paged.ts';
import { checkTemplateData, templateDataMembers } from './template-data.ts';

export const createLaunchTemplate = action<sdk.CreateLaunchTemplateRequest, sdk.CreateLaunchTemplateResult>(
  ['LaunchTemplateName', 'VersionDescription', 'TagSpecifications', 'ClientToken', ...templateDataMembers],
  (region, { ClientToken, ...input }) => {
    checkTemplateData(input.LaunchTemplateData);
    checkTagTypes(input.TagSpecifications, ['launch-template']);
    const call = { action: 'CreateLaunchTemplate', token: ClientToken, input };
    const id = once(region, call, () => {
      const order = {
        name: input.LaunchTemplateName,
        description: input.VersionDescription,
        data: input.LaunchTemplateData,
        tags: tagsFor(input.TagSpecifications, 'launch-template'),
      };
      return createTemplate(region, order).id;
    });
    return { LaunchTemplate: templateView(region, findTemplate(region, { id })) };
  },
);

export const describeLaunchTemplates = action<
  sdk.DescribeLaunchTemplatesRequest,
  sdk.DescribeLaunchTemplatesResult
>(['LaunchTemplateIds', 'LaunchTemplateNames', 'Filters', 'MaxResults', 'NextToken'], (region, input) => {
  const byId = input.LaunchTemplateIds?.map((id) => findTemplate(region, { id }));
  const byName = input.LaunchTemplateNames?.map((name) => findTemplate(region, { name }));
  const named = byId ?? byName ?? region.state.ec2.templates;
  const fields = {
    'launch-template-name': (template: LaunchTemplate) => template.name,
    'create-time': (template: LaunchTemplate) => new Date(template.created).toISOString(),
  };
  const { items, token } = paged(
    filtered(named, input.Filters, fields, ({ tags }) => tags),
    input,
    1,
  );
  return { LaunchTemplates: items.map((template) => templateView(region, template)), ...token };
});

export const modifyLaunchTemplate = action<sdk.ModifyLaunchTemplateRequest, sdk.ModifyLaunchTemplateResult>(
  ['LaunchTemplateId', 'LaunchTemplateName', 'DefaultVersion', 'ClientToken'],
  (region, input) => {
    // The same call again changes nothing more: no token has to be remembered.
    const template = findTemplate(region, { id: input.LaunchTemplateId, name: input.LaunchTemplateName });
    if (input.DefaultVersion !== undefined) setDefaultVersion(template, input.DefaultVersion);
    return { LaunchTemplate: templateView(region, template) };
  },
);

export const deleteLaunchTemplate = action<sdk.DeleteLaunchTemplateRequest, sdk.DeleteLaunchTemplateResult>(
  ['LaunchTemplateId', 'LaunchTemplateName'],
  (region, input) => {
    const template = findTemplate(region, { id: input.LaunchTemplateId, name: input.LaunchTemplateName });
    deleteTemplate(region, template);
    return { LaunchTemplate: templateView(region, template) };
  },
);

function templateView(region: Region, template: LaunchTemplate): sdk.LaunchTemplate {
  return {
    LaunchTemplateId: template.id,
    LaunchTemplateName: template.name,
    CreateTime: new Date(template.created),
    CreatedBy: ownerArn(region),
    DefaultVersionNumber: template.defaultVersion,
    LatestVersionNumber: template.latestVersion,
    Tags: wireTags(template.tags),
  };
}
