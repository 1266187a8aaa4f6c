import type { Counted } from './counted.ts';

/** A load balancer, and the zones in which it takes targets. */
export interface BalancerSeen {
  readonly arn: string;
  readonly name: string;
  readonly zones: readonly string[];
}

/** The load balancers of those ARNs, 20 a call. */
export async function readBalancers(aws: Counted, arns: readonly string[]): Promise<BalancerSeen[]> {
  const balancers: BalancerSeen[] = [];
  for (let from = 0; from < arns.length; from += 20) {
    const answer = await aws.read(async (clients) => {
      const { DescribeLoadBalancersCommand } = await import('@aws-sdk/client-elastic-load-balancing-v2');
      const client = await clients.elbv2();
      return client.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: arns.slice(from, from + 20) }));
    });
    for (const { LoadBalancerArn, LoadBalancerName, AvailabilityZones } of answer.LoadBalancers ?? []) {
      balancers.push({
        arn: LoadBalancerArn ?? '',
        name: LoadBalancerName ?? '',
        zones: (AvailabilityZones ?? []).flatMap(({ ZoneName }) => ZoneName ?? []),
      });
    }
  }
  return balancers;
}
