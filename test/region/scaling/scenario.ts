import {
  DescribePoliciesCommand,
  PutScalingPolicyCommand,
  type CreateAutoScalingGroupType,
  type PutScalingPolicyType,
  type ScalingPolicy,
} from '@aws-sdk/client-auto-scaling';
import { SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import type { Test } from 'tap';

import { startGroup, type Grouped } from '../autoscaling/scenario.ts';
import { putAlarm, watching, type Watched } from '../monitoring/scenario.ts';

/** The group `web` of two with a policy `busy`, and an alarm `errors` that calls it. Figures are seen when their minute is over. */
export interface Scaled extends Grouped, Pick<Watched, 'errors' | 'alarm' | 'states'> {
  /** How large the group is to be after each of these figures, a minute apart. */
  sizes(figures: readonly (number | undefined)[]): Promise<(number | undefined)[]>;
  policy(): Promise<ScalingPolicy>;
  /** Brings the alarm into ALARM by hand; it is judged anew at the next minute. */
  alarmNow(): Promise<void>;
  /** The Cause of the newest activity. */
  cause(): Promise<string | undefined>;
}

/** One more at a breach below 15, two more from there on; warm after three minutes. */
export const STEPS = {
  PolicyType: 'StepScaling',
  AdjustmentType: 'ChangeInCapacity',
  EstimatedInstanceWarmup: 180,
  StepAdjustments: [
    { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 1 },
    { MetricIntervalLowerBound: 10, ScalingAdjustment: 2 },
  ],
} satisfies Partial<PutScalingPolicyType>;

export async function startScaled(
  t: Test,
  policy: Partial<PutScalingPolicyType>,
  more: Partial<CreateAutoScalingGroupType> = {},
): Promise<Scaled> {
  const g = await startGroup(t, 2, more);
  g.region.state.monitoring.lag = 0;
  // The first members are warm.
  await g.clock.pass(3600);
  const PolicyARN = await putPolicy(g, policy);
  if (policy.PolicyType !== 'TargetTrackingScaling') await putAlarm(g, { AlarmActions: [PolicyARN] });
  const watched = watching(g);

  async function sizes(figures: readonly (number | undefined)[]) {
    const seen = [];
    for (const figure of figures) {
      if (figure !== undefined) await watched.errors(figure);
      await g.clock.pass(60);
      seen.push((await g.group()).DesiredCapacity);
    }
    return seen;
  }
  async function alarmNow(): Promise<void> {
    const set = { AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'a rehearsal' } as const;
    await g.cloudwatch.send(new SetAlarmStateCommand(set));
    await g.clock.pass(0);
  }
  return {
    ...g,
    ...watched,
    sizes,
    alarmNow,
    policy: async () => {
      const answer = await g.autoscaling.send(new DescribePoliciesCommand({ PolicyNames: ['busy'] }));
      const [found] = answer.ScalingPolicies ?? [];
      if (found === undefined) throw new Error('the policy busy is gone');
      return found;
    },
    cause: async () => (await g.activities())[0]?.Cause,
  };
}

/** @returns its ARN */
export async function putPolicy(g: Grouped, policy: Partial<PutScalingPolicyType>): Promise<string> {
  const asked = { AutoScalingGroupName: 'web', PolicyName: 'busy', ...policy };
  const { PolicyARN = '' } = await g.autoscaling.send(new PutScalingPolicyCommand(asked));
  await g.clock.pass(0);
  return PolicyARN;
}
