import { ResumeProcessesCommand, SuspendProcessesCommand } from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import { startGroup, type Grouped } from './scenario.ts';

const BY_BALANCER = { HealthCheckType: 'ELB', HealthCheckGracePeriod: 60 };

t.test(
  'ASG-18 an instance that does not run any more is replaced at once, even in its grace period',
  async (t) => {
    const g = await startGroup(t, 2, BY_BALANCER);
    const [dead = '', alive = ''] = await g.members('InService');
    g.machines.crash(dead);
    await g.clock.pass(0);
    t.same(await g.members('Terminating'), [dead]);
    await g.clock.pass(5);
    const members = await g.members('InService');
    t.equal(members.length, 2);
    t.ok(members.includes(alive) && !members.includes(dead));
    const [launched, ended] = await g.activities();
    t.match(
      ended?.Cause,
      /in response to an EC2 health check indicating it has been terminated or stopped\.$/,
    );
    t.match(
      launched?.Cause,
      /difference between desired and actual capacity, increasing the capacity from 1 to 2\.$/,
    );
  },
);

t.test('ASG-19 what the load balancer finds unhealthy is replaced after the grace period', async (t) => {
  const g = await startGroup(t, 2, BY_BALANCER);
  await g.clock.pass(1);
  const [bad = '', good = ''] = await g.members('InService');
  await failChecks(g, bad);
  await g.clock.pass(58);
  t.equal((await g.health())[bad], 'unhealthy Target.ResponseCodeMismatch');
  t.same(await g.members('Terminating'), []);
  await g.clock.pass(1);
  t.same(await g.members('Terminating'), [bad]);
  t.match(await g.group(), {
    Instances: [{ InstanceId: bad, HealthStatus: 'Unhealthy' }, { InstanceId: good }],
  });
  const [activity] = await g.activities();
  t.match(activity?.Cause, /taken out of service in response to an ELB system health check failure\.$/);
});

t.test('ASG-20 the replacement of an unhealthy member is launched when that one is gone', async (t) => {
  const g = await startGroup(t, 2, { ...BY_BALANCER, HealthCheckGracePeriod: 0 });
  await g.clock.pass(1);
  const [bad = ''] = await g.members('InService');
  await failChecks(g, bad);
  await g.clock.pass(20);
  t.same(await g.members('Terminating'), [bad]);
  await g.clock.pass(29);
  t.equal((await g.members()).length, 2);
  await g.clock.pass(1);
  t.equal((await g.members('InService')).length, 2);
});

t.test('ASG-21 before any instance has passed a check the load balancer is not believed', async (t) => {
  const g = await startGroup(t, 2, { ...BY_BALANCER, HealthCheckGracePeriod: 0 });
  g.prober.answer({ kind: 'timeout' });
  const before = await g.members('InService');
  await g.clock.pass(600);
  t.same(await g.members('InService'), before);
  t.same(Object.values(await g.health()), Array(2).fill('unhealthy Target.Timeout'));
});

t.test('ASG-22 with health checks by EC2 alone an unhealthy target is left alone', async (t) => {
  const g = await startGroup(t, 2);
  await g.clock.pass(1);
  const before = await g.members('InService');
  g.prober.answer({ kind: 'answered', status: 500 });
  await g.clock.pass(600);
  t.same(await g.members('InService'), before);
});

t.test(
  'ASG-23 with ReplaceUnhealthy suspended an unhealthy member stays, and is replaced on resume though healthy again',
  async (t) => {
    const g = await startGroup(t, 2, { ...BY_BALANCER, HealthCheckGracePeriod: 0 });
    await g.clock.pass(1);
    const [bad = ''] = await g.members('InService');
    await suspend(g, 'ReplaceUnhealthy');
    await failChecks(g, bad);
    await g.clock.pass(100);
    t.match((await g.group()).Instances?.[0], {
      InstanceId: bad,
      LifecycleState: 'InService',
      HealthStatus: 'Unhealthy',
    });
    g.prober.answer({ kind: 'answered', status: 200 }, addressOf(g, bad));
    await g.clock.pass(100);
    t.equal((await g.health())[bad], 'healthy');
    await g.autoscaling.send(
      new ResumeProcessesCommand({ AutoScalingGroupName: 'web', ScalingProcesses: ['ReplaceUnhealthy'] }),
    );
    await g.clock.pass(0);
    t.same(await g.members('Terminating'), [bad]);
  },
);

t.test('ASG-24 with HealthCheck suspended no member becomes unhealthy', async (t) => {
  const g = await startGroup(t, 2);
  const [dead = ''] = await g.members('InService');
  await suspend(g, 'HealthCheck');
  g.machines.crash(dead);
  await g.clock.pass(100);
  t.match((await g.group()).Instances?.[0], { InstanceId: dead, HealthStatus: 'Healthy' });
});

async function failChecks(g: Grouped, instanceId: string): Promise<void> {
  g.prober.answer({ kind: 'answered', status: 500 }, addressOf(g, instanceId));
  await g.clock.pass(0);
}

function addressOf(g: Grouped, id: string): string | undefined {
  return g.region.state.ec2.instances.find(({ instanceId }) => instanceId === id)?.privateAddress;
}

async function suspend(g: Grouped, ...ScalingProcesses: string[]): Promise<void> {
  await g.autoscaling.send(new SuspendProcessesCommand({ AutoScalingGroupName: 'web', ScalingProcesses }));
}
