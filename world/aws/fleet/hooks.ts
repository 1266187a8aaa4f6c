import type { Counted } from './counted.ts';

/** A lifecycle hook: it holds instances that come or go until somebody completes it, or its time is over. */
export interface HookSeen {
  readonly name: string;
  readonly of: 'launch' | 'terminate';
  /** Milliseconds without a heartbeat after which the default result holds. */
  readonly timeout: number;
  /** AWS's word: `CONTINUE`, or `ABANDON`, by which an instance that launches is ended. */
  readonly byDefault: string;
  /** Who is told by the hook itself; others may be told by EventBridge, or the instance looks for itself. */
  readonly tells: string | undefined;
}

export async function readHooks(aws: Counted, group: string): Promise<HookSeen[]> {
  const answer = await aws.read(async (clients) => {
    const { DescribeLifecycleHooksCommand } = await import('@aws-sdk/client-auto-scaling');
    const client = await clients.autoscaling();
    return client.send(new DescribeLifecycleHooksCommand({ AutoScalingGroupName: group }));
  });
  return (answer.LifecycleHooks ?? []).map((hook) => ({
    name: hook.LifecycleHookName ?? '',
    of: hook.LifecycleTransition === 'autoscaling:EC2_INSTANCE_LAUNCHING' ? 'launch' : 'terminate',
    // AWS's defaults.
    timeout: (hook.HeartbeatTimeout ?? 3600) * 1000,
    byDefault: hook.DefaultResult ?? 'ABANDON',
    tells: hook.NotificationTargetARN,
  }));
}
