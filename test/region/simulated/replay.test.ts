import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import t, { type Test } from 'tap';

import { type Behaviour, exactly, WELL } from '../../../region/simulated/behaviour.ts';
import { letStrangerIn } from '../../../region/simulated/stranger.ts';
import { startWorld, type World } from './world.ts';

/** Machines that differ from one another in everything. */
const MOODY: Behaviour = {
  ...WELL,
  health: {
    kind: 'sickens',
    after: { from: 0, to: 20 },
    lasts: { from: 60, to: 6000 },
    answer: { kind: 'answered', status: 503 },
  },
  crash: { from: 300, to: 9000 },
};

/** Two hours of a moody service, with somebody about. @returns everything that can be seen of it */
async function history(t: Test, seed: string) {
  const group = { HealthCheckType: 'ELB', Tags: [{ Key: 'team', Value: 'web' }] };
  const world = await startWorld(t, { seed, script: MOODY }, { desired: 3, group });
  const stranger = letStrangerIn(world, { seed, group: 'web', every: { from: 20, to: 400 } });
  await world.clock.pass(7200);
  return { events: world.events, state: world.region.state, done: stranger.done };
}

t.test(
  'SIM-1 a seed makes the same world again, ids, instants and all; another seed makes another',
  async (t) => {
    const [one, again, other] = [await history(t, 'a'), await history(t, 'a'), await history(t, 'b')];
    t.ok(one.done.length > 20 && one.events.length > 300, 'much has happened');
    t.ok(JSON.stringify(again) === JSON.stringify(one), 'the same');
    t.notOk(JSON.stringify(other.events) === JSON.stringify(one.events), 'another');
  },
);

t.test('SIM-7 how one asks, by functions or by the SDK, makes no difference to the world', async (t) => {
  const direct = await startWorld(t);
  await direct.call('autoscaling', 'SetDesiredCapacity', { AutoScalingGroupName: 'web', DesiredCapacity: 4 });
  await direct.group();
  await direct.clock.pass(100);

  const world = await startWorld(t);
  const { autoscaling } = clients(t, world);
  await autoscaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: 'web', DesiredCapacity: 4 }));
  const input = { AutoScalingGroupNames: ['web'] };
  await autoscaling.send(new DescribeAutoScalingGroupsCommand(input));
  await world.clock.pass(100);

  t.same(world.events, direct.events);
  t.same(world.region.state, direct.region.state);
  const { AutoScalingGroups: [found] = [] } = await autoscaling.send(
    new DescribeAutoScalingGroupsCommand(input),
  );
  t.same(JSON.parse(JSON.stringify(found)), JSON.parse(JSON.stringify(await direct.group())));
});

t.test(
  'SIM-8 a refusal is the same error by either way, and what is not modelled is refused by name',
  async (t) => {
    const world = await startWorld(t);
    const { autoscaling, ec2 } = clients(t, world);
    const input = { AutoScalingGroupName: 'web', DesiredCapacity: 99 };
    const error = { name: 'ValidationError', message: /Desired capacity:99|New SetDesiredCapacity value 99/ };
    await t.rejects(autoscaling.send(new SetDesiredCapacityCommand(input)), error);
    await t.rejects(world.call('autoscaling', 'SetDesiredCapacity', input), {
      code: error.name,
      message: error.message,
    });
    const odd = { IncludeManagedResources: true };
    const refused = await ec2.send(new DescribeInstancesCommand(odd as object)).then(
      () => undefined,
      (cause: unknown) => cause as Error,
    );
    t.match(refused?.message, /IncludeManagedResources/);
    await t.rejects(world.call('ec2', 'DescribeInstances', odd), { message: refused?.message ?? '' });
  },
);

function clients(t: Test, { client }: World) {
  const autoscaling = new AutoScalingClient({ ...client, maxAttempts: 1 });
  const ec2 = new EC2Client({ ...client, maxAttempts: 1 });
  t.teardown(() => {
    autoscaling.destroy();
    ec2.destroy();
  });
  return { autoscaling, ec2 };
}

t.test('SIM-9 spans are drawn for each machine by the seed, wherever it stands among others', async (t) => {
  const boots = async (desired: number) => {
    const world = await startWorld(t, { script: { ...WELL, crash: exactly(9999) } }, { desired });
    await world.clock.pass(60);
    return world.events.flatMap((event) =>
      event.type === 'instance' && event.state === 'running' ? [[event.instanceId, event.at]] : [],
    );
  };
  const [few, many] = [await boots(1), await boots(6)];
  t.equal(new Set(many.map(([, at]) => at)).size, 6, 'each takes its own time');
  t.ok(many.some(([id, at]) => id === few[0]?.[0] && at === few[0]?.[1]));
});
