import { TerminateInstanceInAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import t, { type Test } from 'tap';

import { memoryEvents } from '../../region/events.ts';
import { animate } from '../../region/life/model.ts';
import { takeOver } from '../../region/model/ec2/take-over.ts';
import type { RegionState } from '../../region/region.ts';
import { startGroup, type Grouped } from './autoscaling/scenario.ts';
import { recordedBalancer } from './stand-ins.ts';

t.test(
  'ASG-48 a drain that was under way when the region was killed goes on after it, to the same instant',
  async (t) => {
    const g = await startGroup(t, 2);
    await g.clock.pass(1);
    const [leaving = '', staying = ''] = await g.members();
    await g.autoscaling.send(
      new TerminateInstanceInAutoScalingGroupCommand({
        InstanceId: leaving,
        ShouldDecrementDesiredCapacity: true,
      }),
    );
    await g.clock.pass(10);
    const after = restart(t, g);
    await g.clock.pass(0);
    t.same(
      after.balancer.told[0]?.targetGroups[0]?.targets.map(({ instanceId, mode }) => [instanceId, mode]),
      [
        [leaving, 'finish'],
        [staying, 'serve'],
      ],
      'the data plane is told everything at once',
    );
    await g.clock.pass(19);
    t.ok(g.machines.up.has(leaving));
    await g.clock.pass(1);
    t.same([...g.machines.up.keys()], [staying]);
    t.same(
      after.events().filter(({ type }) => type === 'member'),
      [
        {
          ...{
            type: 'member',
            group: 'web',
            instanceId: leaving,
            imageId: imageOf(g),
            lifecycle: 'Terminated',
          },
          ...{ zone: zoneOf(g, leaving), version: 1 },
        },
      ],
      'what was told before the kill is not told again',
    );
  },
);

t.test('HOOK-14 a member that is held when the region is killed is held to the same instant', async (t) => {
  const hook = {
    LifecycleHookName: 'ready',
    LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
    HeartbeatTimeout: 30,
    DefaultResult: 'CONTINUE',
  };
  const g = await startGroup(t, 1, { LifecycleHookSpecificationList: [hook] });
  await g.clock.pass(10);
  const after = restart(t, g);
  const lifecycles = () =>
    after.events().flatMap((event) => (event.type === 'member' ? [event.lifecycle] : []));
  await g.clock.pass(19);
  t.same(lifecycles(), []);
  await g.clock.pass(1);
  t.same(lifecycles(), ['Pending:Proceed', 'InService']);
});

/** A region process after the one of `g`, with the state that this one had kept, on the same machines. */
function restart(t: Test, g: Grouped) {
  const balancer = recordedBalancer();
  const log = memoryEvents(g.clock);
  const state = JSON.parse(JSON.stringify(g.region.state)) as RegionState;
  g.stopHeart();
  const { region, heart } = animate({ ...g.region, state, balancer, events: log }, () => undefined);
  t.teardown(() => {
    heart.stop();
  });
  takeOver(region);
  heart.stir();
  return { balancer, events: () => log.events.map(({ at, ...event }) => event) };
}

function zoneOf(g: Grouped, id: string): string | undefined {
  return g.region.state.ec2.instances.find(({ instanceId }) => instanceId === id)?.zone;
}

function imageOf(g: Grouped): string | undefined {
  return g.region.state.ec2.images[0]?.imageId;
}
