import {
  DeleteListenerCommand,
  DescribeListenersCommand,
  DeregisterTargetsCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import t from 'tap';

import { stop, start } from '../../../region/model/ec2/terminate.ts';
import { createTargetGroup, healthIn, listen, startBalanced } from './scenario.ts';

t.test('ELB-8 targets of a group that no listener forwards to are unused, and are not checked', async (t) => {
  const b = await startBalanced(t);
  const other = await createTargetGroup(b, 'nobody');
  const { instanceId: id } = b.runInstance();
  await b.clock.pass(0);
  await b.elbv2.send(new RegisterTargetsCommand({ TargetGroupArn: other, Targets: [{ Id: id }] }));
  await b.clock.pass(100);
  t.same(await healthIn(b, other), { [id]: 'unused Target.NotInUse' });
  t.same(b.prober.probes, []);
});

t.test('ELB-9 a target whose listener goes is unused, and begins anew with another', async (t) => {
  const b = await startBalanced(t);
  const [id = ''] = await b.runTargets(1);
  await b.clock.pass(1);
  const { Listeners } = await b.elbv2.send(
    new DescribeListenersCommand({ LoadBalancerArn: b.loadBalancerArn }),
  );
  await b.elbv2.send(new DeleteListenerCommand({ ListenerArn: Listeners?.[0]?.ListenerArn }));
  await b.clock.pass(0);
  t.same(await b.health(), { [id]: 'unused Target.NotInUse' });
  t.same(b.balancer.told.at(-1), { listeners: [], targetGroups: [] }, 'the data plane has nothing to route');
  await listen(b, b.loadBalancerArn, b.targetGroupArn, 81);
  t.same(await b.health(), { [id]: 'initial Elb.RegistrationInProgress' });
});

t.test(
  'ELB-10 a target is unused while its instance is stopped, and is checked as a new one when it runs again',
  async (t) => {
    const b = await startBalanced(t);
    const [id = ''] = await b.runTargets(1);
    await b.clock.pass(1);
    stop(b.region, id);
    await b.clock.pass(5);
    t.same(await b.health(), { [id]: 'unused Target.InvalidState' });
    start(b.region, id);
    await b.clock.pass(0);
    t.same(await b.health(), { [id]: 'initial Elb.RegistrationInProgress' });
  },
);

t.test('ELB-11 only a running instance can be registered', async (t) => {
  const b = await startBalanced(t);
  const [id = ''] = await b.runTargets(1);
  stop(b.region, id);
  await b.clock.pass(0);
  const register = (Id: string) =>
    b.elbv2.send(new RegisterTargetsCommand({ TargetGroupArn: b.targetGroupArn, Targets: [{ Id }] }));
  await t.rejects(register(id), { name: 'InvalidTargetException', message: /not in a running state/ });
  await t.rejects(register('i-00000000000000000'), {
    name: 'InvalidTargetException',
    message: /not valid instances/,
  });
});

t.test('ELB-12 deregistering a target that is not registered is no error', async (t) => {
  const b = await startBalanced(t);
  const asked = { TargetGroupArn: b.targetGroupArn, Targets: [{ Id: 'i-00000000000000000' }] };
  await t.resolves(b.elbv2.send(new DeregisterTargetsCommand(asked)));
  t.same(await b.health(), {});
});

t.test('ELB-13 a draining target that is registered again is a new one', async (t) => {
  const b = await startBalanced(t);
  const [id = ''] = await b.runTargets(1);
  await b.clock.pass(1);
  const asked = { TargetGroupArn: b.targetGroupArn, Targets: [{ Id: id }] };
  await b.elbv2.send(new DeregisterTargetsCommand(asked));
  await b.elbv2.send(new RegisterTargetsCommand(asked));
  await b.clock.pass(0);
  t.same(await b.health(), { [id]: 'initial Elb.RegistrationInProgress' });
});
