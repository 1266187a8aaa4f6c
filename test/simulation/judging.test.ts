import t from 'tap';

import { leastHealthy } from '../../demo/capacity.ts';
import { exactly, WELL } from '../../region/simulated/behaviour.ts';
import { setImpaired } from '../../region/model/ec2/status-checks.ts';
import { POLICY } from '../roll/run-roll.ts';
import { membersByImage, type RollPlace, rollPlace } from './roll-place.ts';

const REPLACEMENTS = ['when-gone', 'at-once'] as const;

/** Does something in the region so long after now: seconds. */
function later({ sim }: RollPlace, seconds: number, what: () => unknown): void {
  sim.clock.wakeAt(sim.clock.now() + seconds * 1000, () => void what());
}

const ENDED = [0, 1, 2]
  .map((n) => `hello.service ended: exit-code (exited 1), restarts so far: ${n}\n`)
  .join('');
const CRASHING = {
  ...WELL,
  health: { kind: 'never', answer: { kind: 'failed', why: 'connection refused' } },
  console: `token=abcdef\n${ENDED}`,
} as const;

for (const replacement of REPLACEMENTS) {
  const place = async (t: Parameters<typeof rollPlace>[0], size: number) => {
    const made = await rollPlace(t, 'functions', size);
    made.sim.region.state.switches['health-replacement'] = replacement;
    return made;
  };

  t.test(`a unit that ends again and again is known long before its deadline, ${replacement}`, async (t) => {
    const at = await place(t, 3);
    const from = at.sim.clock.now();
    const { outcome } = await at.rollTo(at.sim.image('new', CRASHING));
    t.match(outcome, { kind: 'went-back', left: [], because: /its unit ended 3 times: exit-code/ });
    t.ok(at.sim.clock.now() - from < 180_000);
    t.same(membersByImage(at.sim), { [at.old]: 3 });
    const evidence = outcome.kind === 'went-back' ? Object.values(outcome.evidence) : [];
    t.ok(evidence.length > 0 && evidence.every((text) => text.includes('token=[hidden]')));
    const watch = { targetGroup: at.service.targetGroupArn, from, to: at.sim.clock.now() };
    t.equal(leastHealthy(at.sim.events, watch).healthy, 3, 'never fewer than before');
  });

  t.test(
    `new ones that go off by themselves are ended by the group, and are bad, ${replacement}`,
    async (t) => {
      const at = await place(t, 3);
      const policy = { ...POLICY, soak: 300_000 };
      const { outcome } = await at.rollTo(at.sim.image('new', { ...WELL, crash: exactly(60) }), { policy });
      t.match(outcome, { kind: 'went-back', left: [] });
      t.same(membersByImage(at.sim), { [at.old]: 3 });
    },
  );

  t.test(`an outage of all that serve rolls nothing back, ${replacement}`, async (t) => {
    const at = await place(t, 2);
    const policy = { ...POLICY, soak: 60_000 };
    const image = at.sim.image('new', WELL);
    const down = new Set<string>();
    later(at, 45, () => {
      for (const { instanceId } of at.sim.region.state.autoscaling.groups.flatMap(({ members }) => members)) {
        at.sim.machines.answer(instanceId, { kind: 'answered', status: 503 });
        down.add(instanceId);
      }
    });
    later(at, 200, () => {
      for (const id of down) at.sim.machines.answer(id, undefined);
    });
    const { outcome, facts } = await at.rollTo(image, { policy });
    t.equal(down.size, 4, 'all that stood');
    t.match(outcome, { kind: 'done' });
    t.notOk(facts.some(({ type }) => type === 'bad' || type === 'going-back'));
  });
}

t.test('an instance whose status check is impaired is bad', async (t) => {
  const at = await rollPlace(t, 'functions', 2);
  const image = at.sim.image('new', WELL);
  later(at, 45, () => {
    for (const { imageId, instanceId } of at.sim.region.state.autoscaling.groups.flatMap(
      ({ members }) => members,
    ))
      if (imageId === image) setImpaired(at.sim.region, instanceId, 'instance', true);
  });
  const policy = { ...POLICY, soak: 300_000, maxBadLaunches: 1 };
  const { outcome } = await at.rollTo(image, { policy });
  t.match(outcome, { kind: 'went-back', left: [], because: /instance status check is impaired/ });
  t.same(membersByImage(at.sim), { [at.old]: 2 });
});

t.test('a launch that a hook holds for ever is bad at its deadline, and is ended', async (t) => {
  const at = await rollPlace(t, 'functions', 2);
  await at.sim.call('autoscaling', 'PutLifecycleHook', {
    ...{ AutoScalingGroupName: 'web', LifecycleHookName: 'wait', HeartbeatTimeout: 3600 },
    LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
  });
  const policy = { ...POLICY, maxBadLaunches: 1, deadline: { ...POLICY.deadline, launch: 120_000 } };
  const { outcome } = await at.rollTo(at.sim.image('new'), { policy });
  t.match(outcome, { kind: 'went-back', left: [], because: /deadline.launch: a lifecycle hook holds it/ });
  t.same(membersByImage(at.sim), { [at.old]: 2 });
});

t.test('an alarm that rings while the canary soaks takes the roll back', async (t) => {
  const at = await rollPlace(t, 'functions', 3);
  await at.sim.call('monitoring', 'PutMetricAlarm', {
    ...{ AlarmName: 'errors', Namespace: 'hello', MetricName: 'errors', Statistic: 'Sum', Period: 60 },
    ...{ EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' },
    TreatMissingData: 'notBreaching',
  });
  await at.sim.clock.pass(180);
  later(at, 150, () =>
    at.sim.call('monitoring', 'PutMetricData', {
      ...{ Namespace: 'hello', MetricData: [{ MetricName: 'errors', Value: 9 }] },
    }),
  );
  const policy = { ...POLICY, canary: 1, canarySoak: 900_000, alarms: ['errors'] };
  const { outcome, facts } = await at.rollTo(at.sim.image('new'), { policy });
  t.match(outcome, { kind: 'went-back', left: [], because: 'the alarm errors is in ALARM' });
  t.equal(facts.filter(({ type }) => type === 'launching').length, 1, 'no more than the canary was launched');
  t.same(membersByImage(at.sim), { [at.old]: 3 });
});

t.test('a canary and two steps, one of them with a soak, by the real clients', async (t) => {
  const at = await rollPlace(t, 'the codec', 4);
  const steps = [
    { to: { percent: 50 }, soak: 120_000, pause: false },
    { to: { count: 3 }, soak: 0, pause: false },
  ];
  const from = at.sim.clock.now();
  const image = at.sim.image('new');
  const { outcome } = await at.rollTo(image, {
    policy: { ...POLICY, canary: 1, canarySoak: 120_000, steps },
  });
  t.match(outcome, { kind: 'done', left: [] });
  t.same(membersByImage(at.sim), { [image]: 4 });
  t.ok(at.sim.clock.now() - from > 240_000);
  const watch = { targetGroup: at.service.targetGroupArn, from, to: at.sim.clock.now() };
  t.equal(leastHealthy(at.sim.events, watch).healthy, 4, 'never fewer than before');
});
