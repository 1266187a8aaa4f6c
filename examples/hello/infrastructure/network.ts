import { DescribeImagesCommand, DescribeSubnetsCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import type { Cloud } from './cloud.ts';

/** The network that the service stands in: the region's default one. */
export interface Network {
  readonly vpcId: string;
  /** `10.77.0.0/16` */
  readonly cidr: string;
  /** In two zones. */
  readonly subnetIds: readonly string[];
}

export async function findNetwork({ ec2 }: Cloud): Promise<Network> {
  const vpcs = await ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
  );
  const { VpcId: vpcId, CidrBlock: cidr } = vpcs.Vpcs?.[0] ?? {};
  if (vpcId === undefined || cidr === undefined) throw new Error('this region has no default VPC');
  const subnets = await ec2.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }),
  );
  const ids = (subnets.Subnets ?? []).flatMap(({ SubnetId }) => SubnetId ?? []);
  return { vpcId, cidr, subnetIds: ids.slice(0, 2) };
}

/** Debian's newest image: what the template names until the first release. */
export async function findDebian({ ec2 }: Cloud): Promise<string> {
  const answer = await ec2.send(
    new DescribeImagesCommand({
      Owners: ['136693071363'],
      Filters: [{ Name: 'name', Values: ['debian-12-amd64-*'] }],
    }),
  );
  const images = (answer.Images ?? []).toSorted((a, b) =>
    (a.CreationDate ?? '') < (b.CreationDate ?? '') ? 1 : -1,
  );
  const newest = images[0]?.ImageId;
  if (newest === undefined) throw new Error('this region has no Debian 12 image');
  return newest;
}
