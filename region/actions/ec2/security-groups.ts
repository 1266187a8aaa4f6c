import type * as sdk from '@aws-sdk/client-ec2';

import {
  addSecurityGroup,
  defaultSecurityGroup,
  deleteSecurityGroup as removeGroup,
  findSecurityGroup,
  findSecurityGroupBy,
} from '../../model/ec2/security-groups.ts';
import type { SecurityGroup } from '../../model/ec2/security-groups.ts';
import { vpcId } from '../../model/ec2/subnets.ts';
import { checkTagTypes, tagsFor, wireTags } from '../../model/ec2/tag-specifications.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { filtered } from './filters.ts';
import { paged } from './paged.ts';
import { permissionsOf } from './permissions.ts';

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
    IpPermissions: permissionsOf(region, group, 'ingress'),
    IpPermissionsEgress: permissionsOf(region, group, 'egress'),
    Tags: wireTags(group.tags),
  };
}
