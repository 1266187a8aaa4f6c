import t from 'tap';

import { awsCli } from '../aws-cli.ts';
import { startBalanced } from '../balancing/scenario.ts';
import { addTemplate, startGroup } from './scenario.ts';

// Each of its calls starts Python.
t.setTimeout(240_000);

t.test('ASG-49 the AWS CLI makes, asks, changes and deletes a group', async (t) => {
  const r = await startBalanced(t);
  addTemplate(r, 'web');
  const autoscaling = (action: string, ...args: string[]) => awsCli(r, 'autoscaling', action, ...args);
  const web = ['--auto-scaling-group-name', 'web'];

  await autoscaling(
    ...([
      'create-auto-scaling-group',
      ...web,
      '--launch-template',
      'LaunchTemplateName=web,Version=1',
    ] as const),
    ...['--min-size', '1', '--max-size', '4', '--desired-capacity', '2'],
    ...['--vpc-zone-identifier', r.subnetIds.join(), '--target-group-arns', r.targetGroupArn],
    ...['--tags', 'Key=team,Value=blue,PropagateAtLaunch=true'],
  );
  await r.clock.pass(1);
  const described = await autoscaling('describe-auto-scaling-groups', '--auto-scaling-group-names', 'web');
  t.match(described, {
    AutoScalingGroups: [
      {
        DesiredCapacity: 2,
        CreatedTime: '2026-11-21T08:00:00+00:00',
        Instances: [
          { LifecycleState: 'InService', HealthStatus: 'Healthy' },
          { LifecycleState: 'InService', HealthStatus: 'Healthy' },
        ],
        Tags: [{ Key: 'team', Value: 'blue' }],
      },
    ],
  });
  const id = /"InstanceId":"(i-[0-9a-f]+)"/.exec(JSON.stringify(described))?.[1] ?? '';
  await autoscaling(
    ...(['set-instance-protection', ...web, '--instance-ids', id, '--protected-from-scale-in'] as const),
  );
  t.match(await autoscaling('describe-auto-scaling-instances', '--instance-ids', id), {
    AutoScalingInstances: [{ InstanceId: id, ProtectedFromScaleIn: true }],
  });
  await autoscaling('suspend-processes', ...web, '--scaling-processes', 'AZRebalance');
  await autoscaling('resume-processes', ...web, '--scaling-processes', 'AZRebalance');
  await autoscaling('set-desired-capacity', ...web, '--desired-capacity', '3');
  await r.clock.pass(0);
  t.match(
    await autoscaling(
      'terminate-instance-in-auto-scaling-group',
      ...['--instance-id', id, '--should-decrement-desired-capacity'],
    ),
    { Activity: { StatusCode: 'WaitingForELBConnectionDraining', StartTime: '2026-11-21T08:00:01+00:00' } },
  );
  t.match(await autoscaling('describe-scaling-activities', ...web, '--max-items', '1'), {
    Activities: [{ Description: `Terminating EC2 instance: ${id}` }],
  });
  await autoscaling(
    'create-or-update-tags',
    ...['--tags', 'ResourceId=web,ResourceType=auto-scaling-group,Key=a,Value=,PropagateAtLaunch=false'],
  );
  t.match(await autoscaling('describe-tags', '--filters', 'Name=key,Values=a'), { Tags: [{ Value: '' }] });
  t.match(await autoscaling('describe-load-balancer-target-groups', ...web), {
    LoadBalancerTargetGroups: [{ State: 'InService' }],
  });
  await t.rejects(autoscaling('update-auto-scaling-group', ...web, '--min-size', '5'), {
    message:
      /\(ValidationError\) when calling the UpdateAutoScalingGroup operation.*: Min bound, 5, can't be/,
  });
  await autoscaling('delete-auto-scaling-group', ...web, '--force-delete');
  await r.clock.pass(0);
  t.match(await autoscaling('describe-auto-scaling-groups'), { AutoScalingGroups: [] });
});

t.test('ASG-49 the AWS CLI handles hooks, Standby, detaching and health', async (t) => {
  const g = await startGroup(t, 1);
  const autoscaling = (action: string, ...args: string[]) => awsCli(g, 'autoscaling', action, ...args);
  const web = ['--auto-scaling-group-name', 'web'];
  const ready = ['--lifecycle-hook-name', 'ready', ...web];
  const [id = ''] = await g.members();
  const one = ['--instance-ids', id, ...web];
  const decrement = '--should-decrement-desired-capacity';

  await autoscaling(
    ...(['put-lifecycle-hook', ...ready] as const),
    ...['--lifecycle-transition', 'autoscaling:EC2_INSTANCE_LAUNCHING', '--heartbeat-timeout', '60'],
  );
  t.match(await autoscaling('describe-lifecycle-hooks', ...web), {
    LifecycleHooks: [{ LifecycleHookName: 'ready', HeartbeatTimeout: 60, GlobalTimeout: 6000 }],
  });
  t.match(await autoscaling('describe-lifecycle-hook-types'), {
    LifecycleHookTypes: [/LAUNCHING$/, /TERMINATING$/],
  });
  t.match(await autoscaling('enter-standby', ...one, decrement), {
    Activities: [{ Description: `Moving EC2 instance to Standby: ${id}` }],
  });
  await g.clock.pass(30);
  t.match(await autoscaling('exit-standby', ...one), { Activities: [{ StatusCode: 'PreInService' }] });
  await g.clock.pass(0);
  t.match(await autoscaling('detach-instances', ...one, decrement), {
    Activities: [{ Description: `Detaching EC2 instance: ${id}` }],
  });
  await g.clock.pass(30);
  await autoscaling('attach-instances', ...one);
  await g.clock.pass(0);
  t.same(await g.members('InService'), [id]);

  await autoscaling(
    ...(['set-instance-health', '--instance-id', id, '--health-status', 'Unhealthy'] as const),
    '--no-should-respect-grace-period',
  );
  await g.clock.pass(30);
  const [held = ''] = await g.members('Pending:Wait');
  const named = ['--instance-id', held];
  await autoscaling('record-lifecycle-action-heartbeat', ...ready, ...named);
  const result = ['--lifecycle-action-result', 'CONTINUE'];
  await autoscaling('complete-lifecycle-action', ...ready, ...named, ...result);
  await g.clock.pass(0);
  t.same(await g.members('InService'), [held]);
  await autoscaling('delete-lifecycle-hook', ...ready);
  await autoscaling(
    ...(['update-auto-scaling-group', ...web, '--termination-policies', 'OldestInstance'] as const),
    ...['--default-instance-warmup', '30'],
  );
  t.match(await g.group(), { TerminationPolicies: ['OldestInstance'], DefaultInstanceWarmup: 30 });
});
