import type { Counted } from './counted.ts';

/** A scaling policy, by what people call it. */
export interface PolicySeen {
  readonly name: string;
  /** AWS's word: `TargetTrackingScaling`, `StepScaling` … */
  readonly kind: string;
}

/** Those that are enabled: a page of 100, which is more than anybody reads. */
export async function readPolicies(aws: Counted, group: string): Promise<PolicySeen[]> {
  const answer = await aws.read(async (clients) => {
    const { DescribePoliciesCommand } = await import('@aws-sdk/client-auto-scaling');
    const client = await clients.autoscaling();
    return client.send(new DescribePoliciesCommand({ AutoScalingGroupName: group }));
  });
  return (answer.ScalingPolicies ?? [])
    .filter(({ Enabled }) => Enabled !== false)
    .map(({ PolicyName, PolicyType }) => ({ name: PolicyName ?? '', kind: PolicyType ?? '' }));
}

/** A scheduled action that is to happen. */
export interface ScheduleSeen {
  readonly name: string;
  /** When: milliseconds since the epoch. */
  readonly at: number;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly desired: number | undefined;
}

/** Those that are due between two instants, the earliest first. */
export async function readSchedules(
  aws: Counted,
  group: string,
  between: { readonly from: number; readonly to: number },
): Promise<ScheduleSeen[]> {
  const answer = await aws.read(async (clients) => {
    const { DescribeScheduledActionsCommand } = await import('@aws-sdk/client-auto-scaling');
    const client = await clients.autoscaling();
    return client.send(
      new DescribeScheduledActionsCommand({
        AutoScalingGroupName: group,
        StartTime: new Date(between.from),
        EndTime: new Date(between.to),
      }),
    );
  });
  return (answer.ScheduledUpdateGroupActions ?? [])
    .map((action) => ({
      name: action.ScheduledActionName ?? '',
      at: action.StartTime?.getTime() ?? 0,
      min: action.MinSize,
      max: action.MaxSize,
      desired: action.DesiredCapacity,
    }))
    .sort((a, b) => a.at - b.at);
}
