import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import t from 'tap';

import { type Ec2Region, idOf, only, startEc2 } from './scenario.ts';

const EVERYTHING = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };

t.test('RULES-1 a new security group lets everything out and nothing in', async (t) => {
  const r = await startEc2(t);
  const group = await see(r, await makeGroup(r));
  t.same(group.IpPermissions, []);
  t.match(group.IpPermissionsEgress, [EVERYTHING]);
});

t.test(
  'RULES-2 rules are for blocks of addresses and for groups; those of the same ports are shown together',
  async (t) => {
    const r = await startEc2(t);
    const id = await makeGroup(r);
    const IpPermissions = [
      {
        IpProtocol: 'tcp',
        FromPort: 80,
        ToPort: 80,
        IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'ours' }, { CidrIp: '192.168.0.0/16' }],
        UserIdGroupPairs: [{ GroupId: id }],
      },
    ];
    await r.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: id, IpPermissions }));
    t.match((await see(r, id)).IpPermissions, IpPermissions);
    const Filters = [{ Name: 'group-id', Values: [id] }];
    const { SecurityGroupRules } = await r.ec2.send(new DescribeSecurityGroupRulesCommand({ Filters }));
    t.match(SecurityGroupRules, [
      { IsEgress: true, CidrIpv4: '0.0.0.0/0' },
      { IsEgress: false, CidrIpv4: '10.0.0.0/8', Description: 'ours' },
      { IsEgress: false, CidrIpv4: '192.168.0.0/16' },
      { IsEgress: false, ReferencedGroupInfo: { GroupId: id } },
    ]);
  },
);

t.test(
  'RULES-3 a rule is taken back by what it says or by its id; one that is not there is refused',
  async (t) => {
    const r = await startEc2(t);
    const id = await makeGroup(r);
    const IpPermissions = [EVERYTHING];
    await r.ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId: id, IpPermissions }));
    t.same((await see(r, id)).IpPermissionsEgress, []);
    await t.rejects(r.ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId: id, IpPermissions })), {
      name: 'InvalidPermission.NotFound',
    });
    await r.ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId: id, IpPermissions }));
    t.match((await see(r, id)).IpPermissionsEgress, [EVERYTHING]);
    const rule = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' };
    const added = await r.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: id, ...rule }));
    const SecurityGroupRuleIds = [idOf(only(added.SecurityGroupRules).SecurityGroupRuleId)];
    await r.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: id, SecurityGroupRuleIds }));
    t.same((await see(r, id)).IpPermissions, []);
  },
);

async function makeGroup({ ec2 }: Ec2Region): Promise<string> {
  const order = { GroupName: 'web', Description: 'The web servers' };
  return idOf((await ec2.send(new CreateSecurityGroupCommand(order))).GroupId);
}

async function see({ ec2 }: Ec2Region, id: string) {
  return only((await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }))).SecurityGroups);
}
