import {
  type AutoScalingClient,
  DetachLoadBalancerTargetGroupsCommand,
  SuspendProcessesCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import t from 'tap';
import { Failure } from '../../world/failure.ts';
import { place } from './region-place.ts';

t.test('a group that can be rolled says how it is checked and what it launches', async (t) => {
  const { fit } = await place(t);
  // hello's target group: every 5 s, unhealthy after 2.
  t.match(await fit(), {
    check: { interval: 5_000 },
    image: /^ami-/,
    desired: 0,
    userData: /BAKEROLL_ENV=dev/,
  });
});

const CASES = [
  {
    name: 'a version that moves by itself',
    change: (aws: AutoScalingClient, group: string) =>
      aws.send(
        new UpdateAutoScalingGroupCommand({
          AutoScalingGroupName: group,
          LaunchTemplate: { LaunchTemplateName: group, Version: '$Latest' },
        }),
      ),
    says: /its template version is \$Latest: write a number/,
  },
  {
    name: 'launches that are suspended',
    change: (aws: AutoScalingClient, group: string) =>
      aws.send(new SuspendProcessesCommand({ AutoScalingGroupName: group, ScalingProcesses: ['Launch'] })),
    says: /Launch is suspended .*: resume it first/,
  },
  {
    name: 'no room for one more',
    change: (aws: AutoScalingClient, group: string) =>
      aws.send(
        new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: group, MaxSize: 1, DesiredCapacity: 1 }),
      ),
    says: /its maximum is 1 and 1 are asked for: there is no room/,
  },
];

for (const { name, change, says } of CASES) {
  t.test(`a group with ${name} is refused, by name`, async (t) => {
    const { fit, made, model } = await place(t);
    await change(model.autoscaling, made.group);
    await t.rejects(fit(), { code: 'group-unfit', what: says });
  });
}

t.test('all that is wrong is said at once', async (t) => {
  const { fit, made, model } = await place(t);
  const AutoScalingGroupName = made.group;
  await model.autoscaling.send(
    new SuspendProcessesCommand({ AutoScalingGroupName, ScalingProcesses: ['Terminate'] }),
  );
  await model.autoscaling.send(
    new DetachLoadBalancerTargetGroupsCommand({
      AutoScalingGroupName,
      TargetGroupARNs: [made.targetGroupArn],
    }),
  );
  const failure: unknown = await fit().catch((error: unknown) => error);
  t.type(failure, Failure);
  t.match(failure, { what: /no target group.*Terminate is suspended/ });
});
