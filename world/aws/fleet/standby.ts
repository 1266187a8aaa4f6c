import type { Counted } from './counted.ts';

/** Sends members into Standby, and the desired capacity down by as many: they drain, run on, and count no more. At most 20 ids a call (AWS.md 1.2). */
export async function enterStandby(aws: Counted, group: string, instances: readonly string[]): Promise<void> {
  await aws.write(async (clients) => {
    const { EnterStandbyCommand } = await import('@aws-sdk/client-auto-scaling');
    const client = await clients.autoscaling();
    await client.send(
      new EnterStandbyCommand({
        AutoScalingGroupName: group,
        InstanceIds: [...instances],
        ShouldDecrementDesiredCapacity: true,
      }),
    );
  });
}

/** Has members in Standby serve again, and the desired capacity up by as many. At most 20 ids a call. */
export async function exitStandby(aws: Counted, group: string, instances: readonly string[]): Promise<void> {
  await aws.write(async (clients) => {
    const { ExitStandbyCommand } = await import('@aws-sdk/client-auto-scaling');
    const client = await clients.autoscaling();
    await client.send(new ExitStandbyCommand({ AutoScalingGroupName: group, InstanceIds: [...instances] }));
  });
}
