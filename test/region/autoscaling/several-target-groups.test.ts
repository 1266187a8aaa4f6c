import {
  AttachTrafficSourcesCommand,
  DescribeTrafficSourcesCommand,
  DetachTrafficSourcesCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import t, { type Test } from 'tap';

import { addressOf, createTargetGroup, healthIn, listen } from '../balancing/scenario.ts';
import { startGroup, type Grouped } from './scenario.ts';

interface Both extends Grouped {
  readonly green: string;
  /** The states of a member in both target groups. */
  states(id: string): Promise<(string | undefined)[]>;
}

/** A group behind two target groups, whose delays are 30 and 60 s; the second takes 204 for healthy too. */
async function startBoth(t: Test, desired: number): Promise<Both> {
  const g = await startGroup(t, 0, { HealthCheckType: 'ELB', HealthCheckGracePeriod: 0 });
  const green = await createTargetGroup(g, 'green');
  const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: '60' }];
  await g.elbv2.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: green, Attributes }));
  const Matcher = { HttpCode: '200-299' };
  await g.elbv2.send(new ModifyTargetGroupCommand({ TargetGroupArn: green, Matcher }));
  await listen(g, g.loadBalancerArn, green, 81);
  await attach(g, green);
  const group = g.region.state.autoscaling.groups[0];
  if (group !== undefined) group.desired = desired;
  g.region.stir();
  await g.clock.pass(1);
  return {
    ...g,
    green,
    states: async (id) => [(await g.health())[id], (await healthIn(g, green))[id]],
  };
}

async function attach(g: Grouped, ...arns: string[]): Promise<void> {
  const TrafficSources = arns.map((Identifier) => ({ Identifier, Type: 'elbv2' }));
  await g.autoscaling.send(new AttachTrafficSourcesCommand({ AutoScalingGroupName: 'web', TrafficSources }));
  await g.clock.pass(0);
}

async function sources(g: Grouped): Promise<(string | undefined)[][]> {
  const asked = new DescribeTrafficSourcesCommand({ AutoScalingGroupName: 'web' });
  const { TrafficSources = [] } = await g.autoscaling.send(asked);
  return TrafficSources.map(({ Identifier, Type, State }) => [Identifier, Type, State]);
}

t.test('TG-1 a member is registered with every target group of its group', async (t) => {
  const g = await startBoth(t, 2);
  for (const id of await g.members('InService')) t.same(await g.states(id), ['healthy', 'healthy']);
});

t.test('TG-2 an ended member drains in all of them, and EC2 waits for the last', async (t) => {
  const g = await startBoth(t, 2);
  const [leaving = ''] = await g.members();
  const asked = { InstanceId: leaving, ShouldDecrementDesiredCapacity: true };
  await g.autoscaling.send(new TerminateInstanceInAutoScalingGroupCommand(asked));
  await g.clock.pass(0);
  const draining = 'draining Target.DeregistrationInProgress';
  t.same(await g.states(leaving), [draining, draining]);
  await g.clock.pass(30);
  t.same(await g.states(leaving), [undefined, draining]);
  await g.clock.pass(29);
  t.ok(g.machines.up.has(leaving));
  await g.clock.pass(1);
  t.notOk(g.machines.up.has(leaving));
});

t.test('TG-3 a member that fails in one of them is replaced', async (t) => {
  const g = await startBoth(t, 2);
  const [bad = ''] = await g.members('InService');
  g.prober.answer({ kind: 'answered', status: 204 }, addressOf(g, bad));
  await g.clock.pass(19);
  t.same(await g.states(bad), ['healthy', 'healthy']);
  await g.clock.pass(2);
  t.match(await g.states(bad), [/^draining/, /^draining/], 'it was healthy in the other to the end');
  t.same(await g.members('Terminating'), [bad]);
});

t.test('TG-4 traffic sources are target groups: attached, told and detached', async (t) => {
  const g = await startBoth(t, 1);
  t.same(await sources(g), [
    [g.targetGroupArn, 'elbv2', 'InService'],
    [g.green, 'elbv2', 'InService'],
  ]);
  const detach = (Identifier: string) =>
    g.autoscaling.send(
      new DetachTrafficSourcesCommand({
        AutoScalingGroupName: 'web',
        TrafficSources: [{ Identifier, Type: 'elbv2' }],
      }),
    );
  await detach(g.green);
  await g.clock.pass(0);
  t.match(await sources(g), [[], [g.green, 'elbv2', 'Removing']]);
  await g.clock.pass(60);
  t.same(await sources(g), [[g.targetGroupArn, 'elbv2', 'InService']]);
  const invalid = { name: 'ValidationError' };
  await t.rejects(detach(g.green), invalid);
  await t.rejects(attach(g, ...Array.from({ length: 11 }, () => g.green)), invalid);
  const lattice = [{ Identifier: g.green, Type: 'vpc-lattice' }];
  const wrong = { AutoScalingGroupName: 'web', TrafficSources: lattice };
  await t.rejects(g.autoscaling.send(new AttachTrafficSourcesCommand(wrong)), {
    ...invalid,
    message: /traffic sources of the type vpc-lattice/,
  });
});
