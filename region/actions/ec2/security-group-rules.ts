import type * as sdk from '@aws-sdk/client-ec2';

import { findSecurityGroupBy } from '../../model/ec2/security-groups.ts';
import type { SecurityGroup, SecurityGroupRule } from '../../model/ec2/security-groups.ts';
import { action, type Actions } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { filtered } from './filters.ts';
import { paged } from './paged.ts';
import { isSameRule, PERMISSION_MEMBERS, rulesOf, ruleText } from './permissions.ts';

type Direction = SecurityGroupRule['direction'];

/** The rules of security groups, which are data here: nothing is filtered by them. */
export const securityGroupRuleActions: Actions = {
  AuthorizeSecurityGroupIngress: action<
    sdk.AuthorizeSecurityGroupIngressRequest,
    sdk.AuthorizeSecurityGroupIngressResult
  >(
    ['GroupId', 'GroupName', 'CidrIp', 'FromPort', 'ToPort', 'IpProtocol', ...PERMISSION_MEMBERS],
    (region, input) => authorize(region, 'ingress', input),
  ),
  AuthorizeSecurityGroupEgress: action<
    sdk.AuthorizeSecurityGroupEgressRequest,
    sdk.AuthorizeSecurityGroupEgressResult
  >(['GroupId', ...PERMISSION_MEMBERS], (region, input) => authorize(region, 'egress', input)),
  RevokeSecurityGroupIngress: action<
    sdk.RevokeSecurityGroupIngressRequest,
    sdk.RevokeSecurityGroupIngressResult
  >(
    [
      ...(['GroupId', 'GroupName', 'CidrIp', 'FromPort', 'ToPort', 'IpProtocol'] as const),
      ...(['SecurityGroupRuleIds', ...PERMISSION_MEMBERS] as const),
    ],
    (region, input) => revoke(region, 'ingress', input),
  ),
  RevokeSecurityGroupEgress: action<
    sdk.RevokeSecurityGroupEgressRequest,
    sdk.RevokeSecurityGroupEgressResult
  >(['GroupId', 'SecurityGroupRuleIds', ...PERMISSION_MEMBERS], (region, input) =>
    revoke(region, 'egress', input),
  ),
  DescribeSecurityGroupRules: action<
    sdk.DescribeSecurityGroupRulesRequest,
    sdk.DescribeSecurityGroupRulesResult
  >(['SecurityGroupRuleIds', 'Filters', 'MaxResults', 'NextToken'], (region, input) => {
    const all = region.state.ec2.securityGroups.flatMap((group) =>
      group.rules.map((rule) => ruleView(region, group, rule)),
    );
    const missing = input.SecurityGroupRuleIds?.find(
      (id) => !all.some((rule) => rule.SecurityGroupRuleId === id),
    );
    if (missing !== undefined) throw unknownRule(missing);
    const named = all.filter(
      ({ SecurityGroupRuleId: id = '' }) => input.SecurityGroupRuleIds?.includes(id) ?? true,
    );
    const fields = {
      'group-id': ({ GroupId }: sdk.SecurityGroupRule) => GroupId,
      'security-group-rule-id': ({ SecurityGroupRuleId }: sdk.SecurityGroupRule) => SecurityGroupRuleId,
    };
    const { items, token } = paged(filtered(named, input.Filters, fields), input);
    return { SecurityGroupRules: items, ...token };
  }),
};

/** A call that names rules: one by itself, or several permissions. */
interface Asked {
  readonly GroupId?: string | undefined;
  readonly GroupName?: string | undefined;
  readonly CidrIp?: string | undefined;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
  readonly IpProtocol?: string | undefined;
  readonly IpPermissions?: readonly sdk.IpPermission[] | undefined;
  readonly SecurityGroupRuleIds?: readonly string[] | undefined;
}

function authorize(region: Region, direction: Direction, input: Asked) {
  const group = findSecurityGroupBy(region, { id: input.GroupId, name: input.GroupName });
  const rules = rulesAsked(region, direction, input);
  const twice = rules.find((rule) => group.rules.some((one) => isSameRule(one, rule)));
  if (twice !== undefined) {
    throw new AwsError(
      'InvalidPermission.Duplicate',
      `the specified rule "${ruleText(twice)}" already exists`,
    );
  }
  group.rules = [...group.rules, ...rules];
  return { Return: true, SecurityGroupRules: rules.map((rule) => ruleView(region, group, rule)) };
}

function revoke(region: Region, direction: Direction, input: Asked) {
  const group = findSecurityGroupBy(region, { id: input.GroupId, name: input.GroupName });
  const own = group.rules.filter((rule) => rule.direction === direction);
  const byId = (input.SecurityGroupRuleIds ?? []).map((id) => {
    const rule = own.find((one) => one.id === id);
    if (rule === undefined) throw unknownRule(id);
    return rule;
  });
  const byWhat = rulesAsked(region, direction, input).map((asked) => {
    const rule = own.find((one) => isSameRule(one, asked));
    if (rule !== undefined) return rule;
    throw new AwsError(
      'InvalidPermission.NotFound',
      'The specified rule does not exist in this security group.',
    );
  });
  const gone = new Set([...byId, ...byWhat]);
  group.rules = group.rules.filter((rule) => !gone.has(rule));
  return { Return: true };
}

function rulesAsked(region: Region, direction: Direction, input: Asked): SecurityGroupRule[] {
  const { CidrIp, IpProtocol, FromPort, ToPort, IpPermissions = [] } = input;
  const alone = CidrIp === undefined ? [] : [{ IpProtocol, FromPort, ToPort, IpRanges: [{ CidrIp }] }];
  return [...alone, ...IpPermissions].flatMap((permission) => rulesOf(region, direction, permission));
}

function unknownRule(id: string): AwsError {
  return new AwsError(
    'InvalidSecurityGroupRuleId.NotFound',
    `The security group rule ID '${id}' does not exist`,
  );
}

function ruleView(region: Region, group: SecurityGroup, rule: SecurityGroupRule): sdk.SecurityGroupRule {
  const { peer } = rule;
  return {
    SecurityGroupRuleId: rule.id,
    GroupId: group.id,
    GroupOwnerId: region.accountId,
    IsEgress: rule.direction === 'egress',
    IpProtocol: rule.protocol,
    FromPort: rule.from,
    ToPort: rule.to,
    Description: rule.description,
    ...(peer.kind === 'cidr' ? { CidrIpv4: peer.cidr } : {}),
    ...(peer.kind === 'cidr6' ? { CidrIpv6: peer.cidr } : {}),
    ...(peer.kind === 'group'
      ? { ReferencedGroupInfo: { GroupId: peer.groupId, UserId: region.accountId } }
      : {}),
  };
}
