import type { AutoScalingGroup, AutoScalingGroupsType } from '@aws-sdk/client-auto-scaling';
import type { DescribeTargetHealthOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Test } from 'tap';

import { exactly, type Script, WELL } from '../../../region/simulated/behaviour.ts';
import { startSimulatedRegion, type SimulatedRegion } from '../../../region/simulated/region.ts';
import { makeService, type Service, type ServiceOrder } from '../../../region/simulated/service.ts';

/** A simulated region with the service `web`. */
export interface World extends SimulatedRegion {
  readonly service: Service;
  readonly imageId: string;
  /** The group as AWS shows it now. */
  group(): Promise<AutoScalingGroup>;
  /** The states of its targets. */
  health(): Promise<string[]>;
}

/** Boots in 10 s, and is healthy 5 s later. */
export const PUNCTUAL = {
  ...WELL,
  boot: { kind: 'boots', within: exactly(10) },
  health: { kind: 'healthy', after: exactly(5) },
  off: exactly(2),
} as const satisfies Script;

/** @param script how its machines behave */
export async function startWorld(
  t: Test,
  { seed = 'a', script = PUNCTUAL }: { readonly seed?: string; readonly script?: Script } = {},
  order: Partial<ServiceOrder> = {},
): Promise<World> {
  const world = startSimulatedRegion({ seed });
  t.teardown(() => {
    world.stop();
  });
  const imageId = world.image('web-1', script);
  const service = await makeService(world.call, { name: 'web', imageId, max: 8, desired: 2, ...order });
  const { call } = world;

  async function group(): Promise<AutoScalingGroup> {
    const input = { AutoScalingGroupNames: ['web'] };
    const answer = (await call('autoscaling', 'DescribeAutoScalingGroups', input)) as AutoScalingGroupsType;
    const [found] = answer.AutoScalingGroups ?? [];
    if (found === undefined) throw new Error('the group web is gone');
    return found;
  }

  async function health(): Promise<string[]> {
    const input = { TargetGroupArn: service.targetGroupArn };
    const answer = await call('elasticloadbalancing', 'DescribeTargetHealth', input);
    const { TargetHealthDescriptions = [] } = answer as DescribeTargetHealthOutput;
    return TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth?.State ?? '');
  }

  return { ...world, service, imageId, group, health };
}
