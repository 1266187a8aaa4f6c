import type { Activity } from '@aws-sdk/client-auto-scaling';
import type { Counted } from './counted.ts';

/** A scaling activity in plain values. */
export interface ActivitySeen {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** `Launching a new EC2 instance: i-…` */
  readonly description: string;
  /** AWS's own sentence of who or what was behind it. */
  readonly cause: string;
  /** AWS's word: `Successful`, `Failed`, `InProgress`, `WaitingForELBConnectionDraining` … */
  readonly status: string;
  readonly why: string | undefined;
}

/** The newest activities of a group, the newest first: one page, of at most 100. */
export async function readActivities(aws: Counted, group: string): Promise<ActivitySeen[]> {
  const answer = await aws.read(async (clients) => {
    const { DescribeScalingActivitiesCommand } = await import('@aws-sdk/client-auto-scaling');
    const client = await clients.autoscaling();
    return client.send(new DescribeScalingActivitiesCommand({ AutoScalingGroupName: group }));
  });
  return (answer.Activities ?? []).map(activitySeen);
}

function activitySeen(activity: Activity): ActivitySeen {
  return {
    id: activity.ActivityId ?? '',
    at: activity.StartTime?.getTime() ?? 0,
    description: activity.Description ?? '',
    cause: activity.Cause ?? '',
    status: activity.StatusCode ?? '',
    why: activity.StatusMessage,
  };
}

/** The id of the instance refresh that is under way; undefined where there is none. */
export async function readRefresh(aws: Counted, group: string): Promise<string | undefined> {
  const answer = await aws.read(async (clients) => {
    const { DescribeInstanceRefreshesCommand } = await import('@aws-sdk/client-auto-scaling');
    const client = await clients.autoscaling();
    return client.send(new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: group, MaxRecords: 1 }));
  });
  const [newest] = answer.InstanceRefreshes ?? [];
  const ended = ['Successful', 'Failed', 'Cancelled', 'RollbackFailed', 'RollbackSuccessful'];
  return newest === undefined || ended.includes(newest.Status ?? '') ? undefined : newest.InstanceRefreshId;
}
