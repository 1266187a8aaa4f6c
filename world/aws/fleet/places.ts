import type { Counted } from './counted.ts';

/** Where a subnet lies, and how many addresses it has left. */
export interface SubnetSeen {
  readonly subnet: string;
  readonly zone: string;
  readonly free: number;
}

export async function readSubnets(aws: Counted, subnets: readonly string[]): Promise<SubnetSeen[]> {
  const answer = await aws.read(async (clients) => {
    const { DescribeSubnetsCommand } = await import('@aws-sdk/client-ec2');
    return (await clients.ec2()).send(new DescribeSubnetsCommand({ SubnetIds: [...subnets] }));
  });
  return (answer.Subnets ?? []).map(({ SubnetId, AvailabilityZone, AvailableIpAddressCount }) => ({
    subnet: SubnetId ?? '',
    zone: AvailabilityZone ?? '',
    free: AvailableIpAddressCount ?? 0,
  }));
}
