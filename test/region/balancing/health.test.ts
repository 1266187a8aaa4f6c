import {
  DescribeTargetHealthCommand,
  DeregisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import t from 'tap';

import type { ProbeResult } from '../../../region/balancer/balancer.ts';
import { startBalanced, type Balanced } from './scenario.ts';

const REGISTERING = 'initial Elb.RegistrationInProgress';
const INITIAL = 'initial Elb.InitialHealthChecking';

t.test('ELB-1 one passed check makes a new target healthy', async (t) => {
  const b = await startBalanced(t);
  b.prober.answer({ kind: 'failed', why: 'refused' });
  const [id = ''] = await b.runTargets(1);
  t.same(await b.health(), { [id]: REGISTERING });
  await b.clock.pass(1);
  t.same(await b.health(), { [id]: INITIAL }, 'checked once, and failed once');
  b.prober.answer({ kind: 'answered', status: 200 });
  await b.clock.pass(9);
  t.same(await b.health(), { [id]: INITIAL }, 'the next check is an interval after the first');
  await b.clock.pass(1);
  t.same(await b.health(), { [id]: 'healthy' });
});

const FAILURES: readonly { readonly result: ProbeResult; readonly reason: string; readonly text: string }[] =
  [
    {
      result: { kind: 'answered', status: 503 },
      reason: 'Target.ResponseCodeMismatch',
      text: 'Health checks failed with these codes: [503]',
    },
    { result: { kind: 'timeout' }, reason: 'Target.Timeout', text: 'Request timed out' },
    {
      result: { kind: 'failed', why: 'ECONNREFUSED' },
      reason: 'Target.FailedHealthChecks',
      text: 'Health checks failed',
    },
  ];

for (const { result, reason, text } of FAILURES) {
  t.test(`ELB-2 a target that keeps failing from the start is unhealthy, ${reason}`, async (t) => {
    const b = await startBalanced(t);
    b.prober.answer(result);
    const [id = ''] = await b.runTargets(1);
    await b.clock.pass(1);
    t.same(await b.health(), { [id]: INITIAL }, 'one failure of two');
    await b.clock.pass(10);
    const answer = await b.elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn: b.targetGroupArn }));
    const expected = { State: 'unhealthy', Reason: reason, Description: text };
    t.match(answer.TargetHealthDescriptions?.[0]?.TargetHealth, expected);
  });
}

t.test(
  'ELB-3 a healthy target becomes unhealthy by the threshold, and healthy again by the other',
  async (t) => {
    const b = await startBalanced(t);
    const [id = ''] = await b.runTargets(1);
    await b.clock.pass(1);
    const states: (string | undefined)[] = [];
    for (const status of [503, 200, 503, 503, 200, 200, 503, 200, 200, 200]) {
      b.prober.answer({ kind: 'answered', status });
      await b.clock.pass(10);
      states.push((await b.health())[id]?.split(' ')[0]);
    }
    t.same(states, [
      'healthy', // one failure of two
      'healthy', // and it passed again
      'healthy',
      'unhealthy',
      'unhealthy', // one of three passed
      'unhealthy',
      'unhealthy', // and it begins again
      'unhealthy',
      'unhealthy',
      'healthy',
    ]);
  },
);

t.test('ELB-4 the check asks the path at the traffic port, with its timeout', async (t) => {
  const b = await startBalanced(t);
  const [id = ''] = await b.runTargets(1);
  await b.clock.pass(1);
  const address = b.region.state.ec2.instances.find(({ instanceId }) => instanceId === id)?.privateAddress;
  t.same(b.prober.probes, [{ address, port: 8080, path: '/healthz', timeout: 2000 }]);
});

t.test('ELB-5 a check that could not be made says nothing about the target', async (t) => {
  const b = await startBalanced(t);
  const [id = ''] = await b.runTargets(1);
  await b.clock.pass(1);
  const complaints = t.capture(console, 'error', () => undefined);
  b.prober.break();
  await b.clock.pass(60);
  t.same(await b.health(), { [id]: 'healthy' });
  t.equal(complaints().length, 6, 'whoever runs the region is told, once a check');
});

t.test('ELB-6 a deregistered target drains for the whole delay, and is unknown after it', async (t) => {
  const b = await startBalanced(t, 30);
  const [id = ''] = await b.runTargets(2);
  await b.clock.pass(1);
  await deregister(b, id);
  t.equal((await b.health())[id], 'draining Target.DeregistrationInProgress');
  await b.clock.pass(20);
  await deregister(b, id);
  await b.clock.pass(9);
  t.equal((await b.health())[id], 'draining Target.DeregistrationInProgress');
  await b.clock.pass(1);
  t.notOk(id in (await b.health()), 'it is no longer listed: to deregister it again did not make it longer');
  const asked = { TargetGroupArn: b.targetGroupArn, Targets: [{ Id: id }] };
  const answer = await b.elbv2.send(new DescribeTargetHealthCommand(asked));
  t.match(answer.TargetHealthDescriptions?.[0]?.TargetHealth, {
    State: 'unused',
    Reason: 'Target.NotRegistered',
  });
});

t.test('ELB-7 a draining target leaves when the load balancer learns that its instance is off', async (t) => {
  const b = await startBalanced(t, 300);
  const [id = ''] = await b.runTargets(1);
  await b.clock.pass(1);
  await deregister(b, id);
  b.machines.crash(id);
  await b.clock.pass(4);
  t.same(await b.health(), { [id]: 'draining Target.DeregistrationInProgress' });
  await b.clock.pass(1);
  t.same(await b.health(), {});
});

async function deregister(b: Balanced, id: string): Promise<void> {
  await b.elbv2.send(
    new DeregisterTargetsCommand({ TargetGroupArn: b.targetGroupArn, Targets: [{ Id: id }] }),
  );
  await b.clock.pass(0);
}
