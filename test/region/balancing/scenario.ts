import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DescribeTargetHealthCommand,
  ModifyTargetGroupAttributesCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Test } from 'tap';

import type { TargetRoute } from '../../../region/balancer/balancer.ts';
import { startModelRegion, type ModelRegion } from '../model-region.ts';

/** A load balancer before one target group: checks every 10 s with a timeout of 2 s, healthy by 3, unhealthy by 2, a delay of 30 s. */
export interface Balanced extends ModelRegion {
  readonly targetGroupArn: string;
  readonly loadBalancerArn: string;
  /** `state reason` of each target, by instance id; the reason is left out where there is none. */
  health(): Promise<Record<string, string>>;
  /** Runs that many instances and registers them. */
  runTargets(count: number): Promise<string[]>;
  /** How the data plane treats each target now, by instance id. */
  routed(): Record<string, TargetRoute['mode']>;
}

export async function startBalanced(t: Test, delay = 30): Promise<Balanced> {
  const region = await startModelRegion();
  t.teardown(() => region.close());
  const { elbv2 } = region;
  const loadBalancerArn = await createBalancer(region);
  const targetGroupArn = await createTargetGroup(region, 'web');
  const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: String(delay) }];
  await elbv2.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: targetGroupArn, Attributes }));
  await listen(region, loadBalancerArn, targetGroupArn, 80);

  return balancedBy(region, loadBalancerArn, targetGroupArn);
}

/** The same around a load balancer and a target group that a test has made itself. */
export function balancedBy(region: ModelRegion, loadBalancerArn: string, targetGroupArn: string): Balanced {
  async function runTargets(count: number): Promise<string[]> {
    const ids = Array.from({ length: count }, () => region.runInstance().instanceId);
    await region.clock.pass(0);
    const Targets = ids.map((Id) => ({ Id }));
    await region.elbv2.send(new RegisterTargetsCommand({ TargetGroupArn: targetGroupArn, Targets }));
    await region.clock.pass(0);
    return ids;
  }

  function routed() {
    const targets = region.balancer.told.at(-1)?.targetGroups.flatMap(({ targets }) => targets) ?? [];
    return Object.fromEntries(targets.map(({ instanceId, mode }) => [instanceId, mode]));
  }

  return {
    ...region,
    targetGroupArn,
    loadBalancerArn,
    health: () => healthIn(region, targetGroupArn),
    runTargets,
    routed,
  };
}

export async function createBalancer(region: ModelRegion): Promise<string> {
  const asked = new CreateLoadBalancerCommand({ Name: 'front', Subnets: [...region.subnetIds] });
  const { LoadBalancers } = await region.elbv2.send(asked);
  return LoadBalancers?.[0]?.LoadBalancerArn ?? '';
}

export async function createTargetGroup(region: ModelRegion, name: string): Promise<string> {
  const { TargetGroups } = await region.elbv2.send(
    new CreateTargetGroupCommand({
      Name: name,
      Protocol: 'HTTP',
      Port: 8080,
      VpcId: region.vpcId,
      HealthCheckPath: '/healthz',
      HealthCheckIntervalSeconds: 10,
      HealthCheckTimeoutSeconds: 2,
      HealthyThresholdCount: 3,
      UnhealthyThresholdCount: 2,
    }),
  );
  return TargetGroups?.[0]?.TargetGroupArn ?? '';
}

export async function listen(
  region: ModelRegion,
  balancer: string,
  group: string,
  port: number,
): Promise<string> {
  const { Listeners } = await region.elbv2.send(
    new CreateListenerCommand({
      LoadBalancerArn: balancer,
      Protocol: 'HTTP',
      Port: port,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: group }],
    }),
  );
  await region.clock.pass(0);
  return Listeners?.[0]?.ListenerArn ?? '';
}

export async function healthIn(region: ModelRegion, targetGroupArn: string): Promise<Record<string, string>> {
  const answer = await region.elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }));
  const lines = (answer.TargetHealthDescriptions ?? []).map(({ Target, TargetHealth }): [string, string] => [
    Target?.Id ?? '',
    [TargetHealth?.State, TargetHealth?.Reason].filter((word) => word !== undefined).join(' '),
  ]);
  return Object.fromEntries(lines);
}

/** Sets attributes of the one target group. */
export async function setAttributes(
  b: Balanced,
  attributes: Readonly<Record<string, string>>,
): Promise<void> {
  const Attributes = Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));
  await b.elbv2.send(
    new ModifyTargetGroupAttributesCommand({ TargetGroupArn: b.targetGroupArn, Attributes }),
  );
  await b.clock.pass(0);
}

/** The private address of an instance. */
export function addressOf(b: ModelRegion, id: string): string | undefined {
  return b.region.state.ec2.instances.find(({ instanceId }) => instanceId === id)?.privateAddress;
}
