import type * as sdk from '@aws-sdk/client-ec2';

import {
  addSecurityGroup,
  defaultSecurityGroup,
  deleteSecurityGroup as removeGroup,
  findSecurityGroup,
  findSecurityGroupBy,
} from '../../model/ec2/security-groups.ts';
import { newId } from '../../model/ec2/id.ts';
import type { IngressRule, SecurityGroup } from '../../model/ec2/state.ts';
import { vpcId } from '../../model/ec2/subnets.ts';
import { checkTagTypes, tagsFor, wireTags } from '../../model/ec2/tag-specifications.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { filtered } from './filters.ts';
import { paged } from './paged.ts';

export const createSecurityGroup = action<sdk.CreateSecurityGroupRequest, sdk.CreateSecurityGroupResult>(
  ['GroupName', 'Description', 'VpcId', 'TagSpecifications'],
  (region, input) => {
    if (input.VpcId !== undefined && input.VpcId !== '' && input.VpcId !== vpcId(region)) {
      throw new AwsError('InvalidVpcID.NotFound', `The vpc ID '${input.VpcId}' does not exist`);
    }
    checkTagTypes(input.TagSpecifications, ['security-group']);
    const tags = tagsFor(input.TagSpecifications, 'security-group');
    const group = addSecurityGroup(region, input.GroupName, input.Description, tags);
    return { GroupId: group.id, Tags: wireTags(tags) };
  },
);

export const deleteSecurityGroup = action<sdk.DeleteSecurityGroupRequest, sdk.DeleteSecurityGroupResult>(
  ['GroupId', 'GroupName'],
  (region, input) => {
    const group = findSecurityGroupBy(region, { id: input.GroupId, name: input.GroupName });
    removeGroup(region, group);
    return { Return: true, GroupId: group.id };
  },
);

export const describeSecurityGroups = action<
  sdk.DescribeSecurityGroupsRequest,
  sdk.DescribeSecurityGroupsResult
>(['GroupIds', 'GroupNames', 'Filters', 'MaxResults', 'NextToken'], (region, input) => {
  defaultSecurityGroup(region);
  const byId = input.GroupIds?.map((id) => findSecurityGroup(region, id));
  const byName = input.GroupNames?.map((name) => findSecurityGroupBy(region, { name }));
  const named = byId ?? byName ?? region.state.ec2.securityGroups;
  const fields = {
    'group-id': (group: SecurityGroup) => group.id,
    'group-name': (group: SecurityGroup) => group.name,
    description: (group: SecurityGroup) => group.description,
    'vpc-id': () => vpcId(region),
  };
  const { items, token } = paged(
    filtered(named, input.Filters, fields, ({ tags }) => tags),
    input,
  );
  return { SecurityGroups: items.map((group) => groupView(region, group)), ...token };
});

function groupView(region: Region, group: SecurityGroup): sdk.SecurityGroup {
  return {
    GroupId: group.id,
    GroupName: group.name,
    Description: group.description,
    OwnerId: region.accountId,
    VpcId: vpcId(region),
    SecurityGroupArn: `arn:aws:ec2:${region.name}:${region.accountId}:security-group/${group.id}`,
    IpPermissions: group.rules.map(({ protocol, from, to, cidr }) => ({
      IpProtocol: protocol,
      FromPort: from,
      ToPort: to,
      IpRanges: [{ CidrIp: cidr }],
    })),
    IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    Tags: wireTags(group.tags),
  };
}

export const authorizeSecurityGroupIngress = action<
  sdk.AuthorizeSecurityGroupIngressRequest,
  sdk.AuthorizeSecurityGroupIngressResult
>(
  [
    'GroupId',
    'GroupName',
    'CidrIp',
    'FromPort',
    'ToPort',
    'IpProtocol',
    'IpPermissions.IpProtocol',
    'IpPermissions.FromPort',
    'IpPermissions.ToPort',
    'IpPermissions.IpRanges.CidrIp',
  ],
  (region, input) => {
    const group = findSecurityGroupBy(region, { id: input.GroupId, name: input.GroupName });
    const alone: sdk.IpPermission[] =
      input.CidrIp === undefined ? [] : [{ ...input, IpRanges: [{ CidrIp: input.CidrIp }] }];
    const rules = [...alone, ...(input.IpPermissions ?? [])].flatMap((permission) =>
      rulesOf(region, permission),
    );
    for (const rule of rules) checkNew(group, rule);
    group.rules = [...group.rules, ...rules];
    return { Return: true };
  },
);

function rulesOf(
  region: Region,
  { IpProtocol = '-1', FromPort = -1, ToPort = -1, IpRanges = [] }: sdk.IpPermission,
): IngressRule[] {
  return IpRanges.map(({ CidrIp = '' }) => ({
    id: newId(region, 'sgr'),
    protocol: IpProtocol,
    from: FromPort,
    to: ToPort,
    cidr: CidrIp,
  }));
}

function checkNew({ rules }: SecurityGroup, { protocol, from, to, cidr }: IngressRule): void {
  const same = rules.some(
    (rule) => rule.protocol === protocol && rule.from === from && rule.to === to && rule.cidr === cidr,
  );
  if (!same) return;
  throw new AwsError(
    'InvalidPermission.Duplicate',
    `the specified rule "peer: ${cidr}, ${protocol}, from port: ${from}, to port: ${to}, ALLOW" already exists`,
  );
}
