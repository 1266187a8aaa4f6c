import type { Counted } from './counted.ts';

/** A target group: how it checks, and how targets come and go. Lengths of time are milliseconds. */
export interface TargetGroupSeen {
  readonly arn: string;
  readonly name: string;
  /** The ARNs of the load balancers that forward to it. */
  readonly balancers: readonly string[];
  readonly interval: number;
  /** Successes until healthy. */
  readonly successes: number;
  /** Failures until unhealthy. */
  readonly failures: number;
  /** How long a target that leaves may finish what is under way. */
  readonly delay: number;
  /** How long a new target gets its share by and by; 0: at once. */
  readonly slowStart: number;
  /** How long a client stays with its target; 0: not at all. */
  readonly sticky: number;
}

/** Those of the ARNs, with their attributes. */
export async function readTargetGroups(aws: Counted, arns: readonly string[]): Promise<TargetGroupSeen[]> {
  if (arns.length === 0) return [];
  const answer = await aws.read(async (clients) => {
    const { DescribeTargetGroupsCommand } = await import('@aws-sdk/client-elastic-load-balancing-v2');
    const client = await clients.elbv2();
    return client.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [...arns] }));
  });
  const seen: TargetGroupSeen[] = [];
  for (const group of answer.TargetGroups ?? []) {
    const arn = group.TargetGroupArn ?? '';
    seen.push({
      arn,
      name: group.TargetGroupName ?? '',
      balancers: group.LoadBalancerArns ?? [],
      interval: (group.HealthCheckIntervalSeconds ?? 30) * 1000,
      successes: group.HealthyThresholdCount ?? 5,
      failures: group.UnhealthyThresholdCount ?? 2,
      ...lengthsOf(await readAttributes(aws, arn)),
    });
  }
  return seen;
}

async function readAttributes(aws: Counted, arn: string): Promise<ReadonlyMap<string, string>> {
  const answer = await aws.read(async (clients) => {
    const { DescribeTargetGroupAttributesCommand } =
      await import('@aws-sdk/client-elastic-load-balancing-v2');
    const client = await clients.elbv2();
    return client.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn: arn }));
  });
  return new Map((answer.Attributes ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}

function lengthsOf(attributes: ReadonlyMap<string, string>) {
  const seconds = (key: string, missing: number) => Number(attributes.get(key) ?? missing) * 1000;
  const kind = attributes.get('stickiness.type') ?? '';
  const isSticky = attributes.get('stickiness.enabled') === 'true';
  return {
    // AWS's default.
    delay: seconds('deregistration_delay.timeout_seconds', 300),
    slowStart: seconds('slow_start.duration_seconds', 0),
    sticky: isSticky ? seconds(`stickiness.${kind}.duration_seconds`, 86_400) : 0,
  };
}
