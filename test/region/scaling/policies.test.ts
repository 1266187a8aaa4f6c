import {
  DeletePolicyCommand,
  DescribePoliciesCommand,
  ExecutePolicyCommand,
  ResumeProcessesCommand,
  SetDesiredCapacityCommand,
  SuspendProcessesCommand,
  UpdateAutoScalingGroupCommand,
  type PutScalingPolicyType,
} from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import { putPolicy, startScaled, STEPS } from './scenario.ts';

const SIMPLE = { AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1, Cooldown: 120 };

t.test(
  'POLICY-1 an alarm that calls a policy changes the desired capacity, and the Cause says so',
  async (t) => {
    const s = await startScaled(t, STEPS);
    t.same(await s.sizes([6]), [3]);
    t.equal(
      await s.cause(),
      'At 2026-11-21T09:01:00Z a monitor alarm errors in state ALARM triggered policy busy changing the desired capacity from 2 to 3.  ' +
        'At 2026-11-21T09:01:00Z an instance was started in response to a difference between desired and actual capacity, ' +
        'increasing the capacity from 2 to 3.',
    );
  },
);

t.test('POLICY-2 a step is chosen by how far the metric is from the threshold', async (t) => {
  const s = await startScaled(t, STEPS);
  t.same(await s.sizes([14.9]), [3]);
  const other = await startScaled(t, STEPS);
  t.same(await other.sizes([15]), [4]);
});

t.test(
  'POLICY-3 members that warm up are no part of what a step adds to: a larger breach adds what is missing',
  async (t) => {
    const s = await startScaled(t, STEPS);
    t.same(await s.sizes([6, 6, 20]), [3, 3, 4]);
  },
);

t.test('POLICY-3 when they are warm a breach that lasts adds again, each minute that it stays', async (t) => {
  const s = await startScaled(t, STEPS);
  t.same(await s.sizes([6, 6, 6, 6]), [3, 3, 3, 4]);
});

t.test('POLICY-4 a policy takes nothing away while members warm up', async (t) => {
  const s = await startScaled(t, {
    ...STEPS,
    StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: -1 }],
  });
  await s.autoscaling.send(
    new SetDesiredCapacityCommand({ AutoScalingGroupName: 'web', DesiredCapacity: 3 }),
  );
  t.same(await s.sizes([6, 6, 6, 6]), [3, 3, 2, 1]);
});

t.test("POLICY-5 the group's DefaultInstanceWarmup holds where the policy has none of its own", async (t) => {
  const s = await startScaled(
    t,
    { ...STEPS, EstimatedInstanceWarmup: undefined },
    { DefaultInstanceWarmup: 60 },
  );
  t.equal((await s.group()).DefaultInstanceWarmup, 60);
  t.same(await s.sizes([6, 6, 6]), [3, 4, 5]);
  const off = { AutoScalingGroupName: 'web', DefaultInstanceWarmup: -1 };
  await s.autoscaling.send(new UpdateAutoScalingGroupCommand(off));
  t.equal((await s.group()).DefaultInstanceWarmup, undefined);
});

t.test('POLICY-6 a simple policy waits until the last activity and its cooldown are over', async (t) => {
  const s = await startScaled(t, SIMPLE);
  t.same(await s.sizes([6, 6, 6, 6, 6]), [3, 3, 4, 4, 5]);
});

for (const [what, policy, size] of [
  ['percents, rounded', { AdjustmentType: 'PercentChangeInCapacity', ScalingAdjustment: 10 }, 3],
  [
    'percents, by so many at least',
    { AdjustmentType: 'PercentChangeInCapacity', ScalingAdjustment: 10, MinAdjustmentMagnitude: 2 },
    4,
  ],
  ['an exact capacity', { AdjustmentType: 'ExactCapacity', ScalingAdjustment: 5 }, 5],
  ['what is beyond MaxSize', { AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 50 }, 6],
  ['what is below MinSize', { AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: -50 }, 0],
] as const) {
  t.test(`POLICY-7 capacity is adjusted by ${what}, within the group's bounds`, async (t) => {
    const s = await startScaled(t, policy);
    t.same(await s.sizes([6]), [size]);
  });
}

t.test(
  'POLICY-8 with AlarmNotification suspended no alarm is heard, and on resume those in breach act at once',
  async (t) => {
    const s = await startScaled(t, STEPS);
    const process = { AutoScalingGroupName: 'web', ScalingProcesses: ['AlarmNotification'] };
    await s.autoscaling.send(new SuspendProcessesCommand(process));
    t.same(await s.sizes([6, 6]), [2, 2]);
    t.equal((await s.alarm()).StateValue, 'ALARM');
    await s.autoscaling.send(new ResumeProcessesCommand(process));
    await s.clock.pass(0);
    t.equal((await s.group()).DesiredCapacity, 3);
  },
);

t.test('POLICY-8 an alarm that is over by then does nothing', async (t) => {
  const s = await startScaled(t, STEPS);
  const process = { AutoScalingGroupName: 'web', ScalingProcesses: ['AlarmNotification'] };
  await s.autoscaling.send(new SuspendProcessesCommand(process));
  t.same(await s.sizes([6, 0]), [2, 2]);
  await s.autoscaling.send(new ResumeProcessesCommand(process));
  t.same(await s.sizes([0]), [2]);
});

t.test('POLICY-9 an alarm that somebody brings into ALARM calls its policies too', async (t) => {
  const s = await startScaled(t, STEPS);
  await s.alarmNow();
  t.equal((await s.group()).DesiredCapacity, 3);
});

t.test('POLICY-10 a policy that is not enabled does nothing', async (t) => {
  const s = await startScaled(t, { ...STEPS, Enabled: false });
  t.same(await s.sizes([6]), [2]);
  const execute = { AutoScalingGroupName: 'web', PolicyName: 'busy', MetricValue: 9, BreachThreshold: 5 };
  await t.rejects(s.autoscaling.send(new ExecutePolicyCommand(execute)), { message: /not enabled/ });
});

t.test('POLICY-11 ExecutePolicy does what an alarm would, and says who asked', async (t) => {
  const s = await startScaled(t, STEPS);
  const busy = { AutoScalingGroupName: 'web', PolicyName: 'busy' };
  await t.rejects(s.autoscaling.send(new ExecutePolicyCommand(busy)), {
    message: /MetricValue and BreachThreshold/,
  });
  await t.rejects(
    s.autoscaling.send(new ExecutePolicyCommand({ ...busy, MetricValue: 40, BreachThreshold: 50 })),
    {
      name: 'ValidationError',
      message: 'No step adjustment found for metric value [40.0] and breach threshold 50.0',
    },
  );
  await s.autoscaling.send(new ExecutePolicyCommand({ ...busy, MetricValue: 100, BreachThreshold: 50 }));
  await s.clock.pass(0);
  t.match(await s.cause(), /a user request executed policy busy changing the desired capacity from 2 to 4\./);
});

t.test('POLICY-12 with HonorCooldown an activity or a cooldown refuses, without it does not', async (t) => {
  const s = await startScaled(t, SIMPLE);
  const execute = (HonorCooldown: boolean) =>
    s.autoscaling.send(
      new ExecutePolicyCommand({ AutoScalingGroupName: 'web', PolicyName: 'busy', HonorCooldown }),
    );
  const set = (DesiredCapacity: number, HonorCooldown: boolean) =>
    s.autoscaling.send(
      new SetDesiredCapacityCommand({ AutoScalingGroupName: 'web', DesiredCapacity, HonorCooldown }),
    );
  await execute(true);
  await s.clock.pass(0);
  await t.rejects(execute(true), {
    name: 'ScalingActivityInProgressFault',
    message: /^Scaling activity [0-9a-f-]{36} is in progress and blocks this action$/,
  });
  await t.rejects(set(5, true), { name: 'ScalingActivityInProgressFault' });
  await execute(false);
  await s.clock.pass(120);
  await set(5, true);
  t.equal((await s.group()).DesiredCapacity, 5);
});

t.test(
  'POLICY-13 a policy is shown with the alarms that call it, and put again under the same ARN',
  async (t) => {
    const s = await startScaled(t, STEPS);
    const before = await s.policy();
    t.match(before, {
      ...STEPS,
      AutoScalingGroupName: 'web',
      Enabled: true,
      PolicyARN:
        /^arn:aws:autoscaling:eu-test-1:000000000000:scalingPolicy:[0-9a-f-]{36}:autoScalingGroupName\/web:policyName\/busy$/,
      Alarms: [{ AlarmName: 'errors', AlarmARN: 'arn:aws:cloudwatch:eu-test-1:000000000000:alarm:errors' }],
    });
    t.equal(await putPolicy(s, SIMPLE), before.PolicyARN);
    t.match(await s.policy(), { ...SIMPLE, PolicyType: 'SimpleScaling' });
    const asked = new DescribePoliciesCommand({ PolicyTypes: ['StepScaling'] });
    t.same((await s.autoscaling.send(asked)).ScalingPolicies, []);
  },
);

t.test('POLICY-14 an alarm no longer calls a policy that is deleted', async (t) => {
  const s = await startScaled(t, STEPS);
  const busy = { AutoScalingGroupName: 'web', PolicyName: 'busy' };
  await s.autoscaling.send(new DeletePolicyCommand(busy));
  t.same((await s.alarm()).AlarmActions, []);
  t.same(await s.sizes([6]), [2]);
  await t.rejects(s.autoscaling.send(new DeletePolicyCommand(busy)), { message: /not found/ });
});

for (const [what, policy, message] of [
  ['predictive scaling', { PolicyType: 'PredictiveScaling' }, /policy type PredictiveScaling/],
  [
    'what another type has',
    { ...SIMPLE, EstimatedInstanceWarmup: 60 },
    /EstimatedInstanceWarmup is not supported/,
  ],
  ['no adjustment', { ...SIMPLE, ScalingAdjustment: undefined }, /ScalingAdjustment is required/],
  ['no type of adjustment', { ScalingAdjustment: 1 }, /AdjustmentType undefined/],
  [
    'steps with a gap',
    {
      ...STEPS,
      StepAdjustments: [
        { MetricIntervalUpperBound: -1, ScalingAdjustment: -1 },
        { MetricIntervalLowerBound: 0, ScalingAdjustment: 1 },
      ],
    },
    /neither overlap nor leave a gap/,
  ],
  ['an aggregation of its own', { ...STEPS, MetricAggregationType: 'Maximum' }, /MetricAggregationType/],
] as const satisfies readonly (readonly [string, Partial<PutScalingPolicyType>, RegExp])[]) {
  t.test(`POLICY-15 ${what} is refused by name`, async (t) => {
    await t.rejects(startScaled(t, policy), { message });
  });
}
