import type { Counted } from './counted.ts';

/** What a target group says of one instance. */
export interface TargetState {
  readonly instance: string;
  /** ELBv2's word: `healthy`, `initial`, `unhealthy`, `draining`, `unused`, `unavailable`. */
  readonly state: string;
  /** The reason code and its description. */
  readonly reason: string | undefined;
}

/** The states of a target group's targets: the one describe that has no pages. */
export async function readTargets(aws: Counted, targetGroup: string): Promise<TargetState[]> {
  return aws.read(async (clients) => {
    const { DescribeTargetHealthCommand } = await import('@aws-sdk/client-elastic-load-balancing-v2');
    const client = await clients.elbv2();
    const answer = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn: targetGroup }));
    return (answer.TargetHealthDescriptions ?? []).map(({ Target, TargetHealth }) => ({
      instance: Target?.Id ?? '',
      state: TargetHealth?.State ?? 'unused',
      reason: [TargetHealth?.Reason, TargetHealth?.Description].filter(Boolean).join(' ') || undefined,
    }));
  });
}

/** How a target group checks: milliseconds, failures until unhealthy, and the delay before a leaving target is cut off. */
export interface TargetGroup {
  readonly interval: number;
  readonly failures: number;
}

export async function readTargetGroups(aws: Counted, arns: readonly string[]): Promise<TargetGroup[]> {
  if (arns.length === 0) return [];
  return aws.read(async (clients) => {
    const { DescribeTargetGroupsCommand } = await import('@aws-sdk/client-elastic-load-balancing-v2');
    const client = await clients.elbv2();
    const answer = await client.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [...arns] }));
    return (answer.TargetGroups ?? []).map(({ HealthCheckIntervalSeconds, UnhealthyThresholdCount }) => ({
      interval: (HealthCheckIntervalSeconds ?? 30) * 1000,
      failures: UnhealthyThresholdCount ?? 2,
    }));
  });
}
