import {
  DeregisterTargetsCommand,
  ModifyLoadBalancerAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import t from 'tap';

import { startBalanced, type Balanced } from './scenario.ts';

t.test('ELB-14 a target gets no requests before it is healthy', async (t) => {
  const b = await startBalanced(t);
  const [first = ''] = await b.runTargets(1);
  await b.clock.pass(1);
  const [second = ''] = await b.runTargets(1);
  t.same(b.routed(), { [first]: 'serve', [second]: 'hold' });
  await b.clock.pass(1);
  t.same(b.routed(), { [first]: 'serve', [second]: 'serve' });
  const [third = ''] = await b.runTargets(1);
  await deregister(b, third);
  t.equal(b.routed()[third], 'finish', 'also not while it drains');
});

t.test('ELB-15 an unhealthy target gets no new requests while another is healthy', async (t) => {
  const b = await startBalanced(t);
  const [good = '', bad = ''] = await b.runTargets(2);
  await b.clock.pass(1);
  b.prober.answer({ kind: 'timeout' }, addressOf(b, bad));
  await b.clock.pass(20);
  t.same(b.routed(), { [good]: 'serve', [bad]: 'finish' });
});

t.test('ELB-16 with no healthy target all of them get requests', async (t) => {
  const b = await startBalanced(t);
  const [one = '', two = ''] = await b.runTargets(2);
  await b.clock.pass(1);
  b.prober.answer({ kind: 'answered', status: 500 });
  await b.clock.pass(20);
  t.same(Object.values(await b.health()), Array(2).fill('unhealthy Target.ResponseCodeMismatch'));
  t.same(b.routed(), { [one]: 'serve', [two]: 'serve' });
});

t.test(
  'ELB-17 a draining target still gets new requests for a while, then finishes, then is cut off',
  async (t) => {
    const b = await startBalanced(t, 30);
    const [stays = '', leaves = ''] = await b.runTargets(2);
    await b.clock.pass(1);
    const asked = { TargetGroupArn: b.targetGroupArn, Targets: [{ Id: leaves }] };
    await b.elbv2.send(new DeregisterTargetsCommand(asked));
    await b.clock.pass(4);
    t.same(b.routed(), { [stays]: 'serve', [leaves]: 'serve' });
    await b.clock.pass(1);
    t.same(b.routed(), { [stays]: 'serve', [leaves]: 'finish' });
    await b.clock.pass(24);
    t.same(b.routed(), { [stays]: 'serve', [leaves]: 'finish' });
    await b.clock.pass(1);
    t.same(b.routed(), { [stays]: 'serve' });
  },
);

t.test('ELB-31 a target whose instance dies still gets requests for a while, then none', async (t) => {
  const b = await startBalanced(t);
  const [good = '', dead = ''] = await b.runTargets(2);
  await b.clock.pass(1);
  b.machines.crash(dead);
  await b.clock.pass(4);
  t.same(b.routed(), { [good]: 'serve', [dead]: 'serve' });
  await b.clock.pass(1);
  t.same(b.routed(), { [good]: 'serve' });
  t.equal((await b.health())[dead], 'unused Target.InvalidState');
});

t.test('ELB-18 the data plane is told the whole wanted state, and only when it changes', async (t) => {
  const b = await startBalanced(t);
  const [id = ''] = await b.runTargets(1);
  await b.clock.pass(1);
  const { privatePrefix, publicPrefix } = b.region.network;
  t.match(b.balancer.told.at(-1), {
    listeners: [
      {
        address: `${publicPrefix}.0.10`,
        port: 80,
        idleTimeout: 60,
        rules: [{ conditions: [], action: { kind: 'forward', targetGroups: [{ arn: b.targetGroupArn }] } }],
      },
    ],
    targetGroups: [
      {
        targetGroupArn: b.targetGroupArn,
        idleTimeout: 60,
        targets: [{ instanceId: id, address: `${privatePrefix}.16.4`, port: 8080, mode: 'serve' }],
      },
    ],
  });
  const before = b.balancer.told.length;
  await b.clock.pass(100);
  t.equal(b.balancer.told.length, before);
  const Attributes = [{ Key: 'idle_timeout.timeout_seconds', Value: '20' }];
  await b.elbv2.send(
    new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn: b.loadBalancerArn, Attributes }),
  );
  await b.clock.pass(0);
  t.equal(b.balancer.told.length, before + 1);
  t.match(b.balancer.told.at(-1), { listeners: [{ idleTimeout: 20 }], targetGroups: [{ idleTimeout: 20 }] });
});

t.test('ELB-19 one change is made at a time, and the latest wins', async (t) => {
  const b = await startBalanced(t);
  const release = b.balancer.hold();
  const before = b.balancer.told.length;
  await b.runTargets(1);
  await b.runTargets(1);
  await b.runTargets(1);
  t.equal(b.balancer.told.length, before + 1, 'the others wait');
  release();
  await b.clock.pass(0);
  t.equal(b.balancer.told.length, before + 2, 'all that came meanwhile are one change');
  t.equal(b.balancer.told.at(-1)?.targetGroups[0]?.targets.length, 3);
});

t.test('ELB-20 a change that failed is tried again', async (t) => {
  const b = await startBalanced(t);
  const complaints = t.capture(console, 'error', () => undefined);
  b.balancer.fail();
  await b.runTargets(1);
  const before = b.balancer.told.length;
  await b.clock.pass(1);
  t.ok(b.balancer.told.length > before);
  t.equal(b.balancer.told.at(-1)?.targetGroups[0]?.targets.length, 1);
  t.equal(complaints().length, 1);
});

function addressOf(b: Balanced, id: string): string | undefined {
  return b.region.state.ec2.instances.find(({ instanceId }) => instanceId === id)?.privateAddress;
}

async function deregister(b: Balanced, id: string): Promise<void> {
  const asked = { TargetGroupArn: b.targetGroupArn, Targets: [{ Id: id }] };
  await b.elbv2.send(new DeregisterTargetsCommand(asked));
  await b.clock.pass(0);
}
