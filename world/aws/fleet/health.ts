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
