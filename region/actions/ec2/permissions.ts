import type * as sdk from '@aws-sdk/client-ec2';

import { newId } from '../../model/ec2/id.ts';
import { findSecurityGroupBy } from '../../model/ec2/security-groups.ts';
import type { Peer, SecurityGroup, SecurityGroupRule } from '../../model/ec2/security-groups.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';

type Direction = SecurityGroupRule['direction'];

/** The members of a call that names rules by what they allow. */
export const PERMISSION_MEMBERS = [
  'IpPermissions.IpProtocol',
  'IpPermissions.FromPort',
  'IpPermissions.ToPort',
  'IpPermissions.IpRanges.CidrIp',
  'IpPermissions.IpRanges.Description',
  'IpPermissions.Ipv6Ranges.CidrIpv6',
  'IpPermissions.Ipv6Ranges.Description',
  'IpPermissions.UserIdGroupPairs.GroupId',
  'IpPermissions.UserIdGroupPairs.GroupName',
  'IpPermissions.UserIdGroupPairs.UserId',
  'IpPermissions.UserIdGroupPairs.Description',
] as const;

/** A permission as a rule for each of those whom it names. */
export function rulesOf(
  region: Region,
  direction: Direction,
  { IpProtocol = '-1', FromPort, ToPort, ...whom }: sdk.IpPermission,
): SecurityGroupRule[] {
  const ports = IpProtocol === '-1' ? { from: -1, to: -1 } : { from: FromPort ?? -1, to: ToPort ?? -1 };
  return peersOf(region, whom).map(({ peer, description }) => ({
    id: newId(region, 'sgr'),
    direction,
    protocol: IpProtocol,
    ...ports,
    peer,
    description,
  }));
}

/** @throws AwsError for a security group that is not there */
function peersOf(
  region: Region,
  { IpRanges = [], Ipv6Ranges = [], UserIdGroupPairs = [] }: sdk.IpPermission,
): { readonly peer: Peer; readonly description: string | undefined }[] {
  return [
    ...IpRanges.map(({ CidrIp: cidr = '', Description: description }) => {
      checkCidr(cidr);
      return { peer: { kind: 'cidr' as const, cidr }, description };
    }),
    ...Ipv6Ranges.map(({ CidrIpv6: cidr = '', Description: description }) => ({
      peer: { kind: 'cidr6' as const, cidr },
      description,
    })),
    ...UserIdGroupPairs.map(({ GroupId: id, GroupName: name, Description: description }) => ({
      peer: { kind: 'group' as const, groupId: findSecurityGroupBy(region, { id, name }).id },
      description,
    })),
  ];
}

function checkCidr(cidr: string): void {
  if (/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/.test(cidr)) return;
  throw new AwsError('InvalidParameterValue', `CIDR block ${cidr} is malformed`);
}

/** Whether two rules allow the same: their ids and descriptions do not count. */
export function isSameRule(a: SecurityGroupRule, b: SecurityGroupRule): boolean {
  return keyOf(a) === keyOf(b) && peerText(a.peer) === peerText(b.peer) && a.direction === b.direction;
}

/** The rules of one direction, those for the same protocol and ports together, as AWS shows them. */
export function permissionsOf(
  region: Region,
  group: SecurityGroup,
  direction: Direction,
): sdk.IpPermission[] {
  const rules = group.rules.filter((rule) => rule.direction === direction);
  return [...Map.groupBy(rules, keyOf).values()].map((alike) => permissionOf(region, alike));
}

function permissionOf(region: Region, rules: readonly SecurityGroupRule[]): sdk.IpPermission {
  const [{ protocol, from, to } = { protocol: '-1', from: -1, to: -1 }] = rules;
  return {
    IpProtocol: protocol,
    ...(protocol === '-1' ? {} : { FromPort: from, ToPort: to }),
    IpRanges: rules.flatMap(({ peer, description: Description }) =>
      peer.kind === 'cidr' ? [{ CidrIp: peer.cidr, Description }] : [],
    ),
    Ipv6Ranges: rules.flatMap(({ peer, description: Description }) =>
      peer.kind === 'cidr6' ? [{ CidrIpv6: peer.cidr, Description }] : [],
    ),
    UserIdGroupPairs: rules.flatMap(({ peer, description: Description }) =>
      peer.kind === 'group' ? [{ GroupId: peer.groupId, UserId: region.accountId, Description }] : [],
    ),
    PrefixListIds: [],
  };
}

function keyOf({ protocol, from, to }: SecurityGroupRule): string {
  return `${protocol}, from port: ${from}, to port: ${to}`;
}

/** A rule in AWS's words. */
export function ruleText(rule: SecurityGroupRule): string {
  return `peer: ${peerText(rule.peer)}, ${keyOf(rule)}, ALLOW`;
}

function peerText(peer: Peer): string {
  return peer.kind === 'group' ? peer.groupId : peer.cidr;
}
