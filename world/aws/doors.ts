import type { Clients } from './clients.ts';
import { taggedAs } from './run-tag.ts';

/** A security group, named and tagged as the run, that lets `from` (CIDR) reach port 22 and nobody anything else. @returns its id */
export async function openDoor(clients: Clients, run: string, from: string): Promise<string> {
  const { CreateSecurityGroupCommand, AuthorizeSecurityGroupIngressCommand } =
    await import('@aws-sdk/client-ec2');
  const client = await clients.ec2();
  const { GroupId = '' } = await client.send(
    new CreateSecurityGroupCommand({
      GroupName: run,
      Description: 'SSH to the builder of a bake',
      TagSpecifications: taggedAs('security-group', run),
    }),
  );
  const ssh = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: from }] };
  await client.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [ssh] }));
  return GroupId;
}
