import { CreateImageCommand } from '@aws-sdk/client-ec2';
import t from 'tap';

import { trustIn } from '../accounts/scenario.ts';
import { startGroup } from '../autoscaling/scenario.ts';
import { awsCli } from '../aws-cli.ts';
import { startBalanced } from '../balancing/scenario.ts';
import { startEc2 } from '../ec2/scenario.ts';

// Some thirty starts of a large Python program, on a machine that may have other work.
t.setTimeout(240_000);

t.test(
  "TOOLS-5 Debian's AWS CLI asks for and changes attributes of instances, images and snapshots",
  async (t) => {
    const r = await startEc2(t);
    const ec2 = (...words: string[]) => awsCli(r, 'ec2', ...words);
    const { InstanceId: id = '' } = await r.run();
    await r.settle();
    await ec2('modify-instance-attribute', '--instance-id', id, '--disable-api-termination');
    t.match(
      await ec2('describe-instance-attribute', '--instance-id', id, '--attribute', 'disableApiTermination'),
      { DisableApiTermination: { Value: true } },
    );
    t.match(await ec2('modify-instance-metadata-options', '--instance-id', id, '--http-tokens', 'required'), {
      InstanceMetadataOptions: { HttpTokens: 'required' },
    });
    const { ImageId: image = '' } = await r.ec2.send(
      new CreateImageCommand({ InstanceId: id, Name: 'kept' }),
    );
    await r.clock.pass(2);
    const permission = ['--image-id', image, '--attribute', 'launchPermission'];
    await ec2('reset-image-attribute', ...permission);
    t.match(await ec2('describe-image-attribute', ...permission), { LaunchPermissions: [] });
    const snapshot = r.region.state.ec2.snapshots.at(-1)?.snapshotId ?? '';
    const volume = ['--snapshot-id', snapshot, '--attribute', 'createVolumePermission'];
    await ec2('reset-snapshot-attribute', ...volume);
    t.match(await ec2('describe-snapshot-attribute', ...volume), { CreateVolumePermissions: [] });
  },
);

t.test("TOOLS-5 Debian's AWS CLI attaches, detaches and schedules", async (t) => {
  const r = await startGroup(t, 0);
  const autoscaling = (action: string, ...words: string[]) =>
    awsCli(r, 'autoscaling', action, '--auto-scaling-group-name', 'web', ...words);
  await autoscaling('detach-load-balancer-target-groups', '--target-group-arns', r.targetGroupArn);
  await r.clock.pass(1);
  await autoscaling('attach-load-balancer-target-groups', '--target-group-arns', r.targetGroupArn);
  const source = `Identifier=${r.targetGroupArn}`;
  t.match(await autoscaling('describe-traffic-sources', '--traffic-source-type', 'elbv2'), {
    TrafficSources: [{ TrafficSource: r.targetGroupArn }],
  });
  await autoscaling('detach-traffic-sources', '--traffic-sources', source);
  await r.clock.pass(1);
  await autoscaling('attach-traffic-sources', '--traffic-sources', source);
  t.match(await autoscaling('describe-warm-pool'), { Instances: [] });
  const action = 'ScheduledActionName=night,Recurrence=0 20 * * *,DesiredCapacity=1';
  t.match(
    await autoscaling('batch-put-scheduled-update-group-action', '--scheduled-update-group-actions', action),
    { FailedScheduledUpdateGroupActions: [] },
  );
  t.match(await autoscaling('batch-delete-scheduled-action', '--scheduled-action-names', 'night'), {
    FailedScheduledActions: [],
  });
});

t.test("TOOLS-5 Debian's AWS CLI changes load balancers, rules and target groups", async (t) => {
  const r = await startBalanced(t);
  const elbv2 = (...words: string[]) => awsCli(r, 'elbv2', ...words);
  t.match(await elbv2('describe-account-limits'), { Limits: [{}] });
  const balancer = ['--load-balancer-arn', r.loadBalancerArn];
  const idle = { Key: 'idle_timeout.timeout_seconds', Value: '30' };
  await elbv2('modify-load-balancer-attributes', ...balancer, '--attributes', JSON.stringify([idle]));
  const { Attributes } = (await elbv2('describe-load-balancer-attributes', ...balancer)) as {
    Attributes: { Key: string }[];
  };
  t.same(
    Attributes.find(({ Key }) => Key === idle.Key),
    idle,
  );
  const group = ['--target-group-arn', r.targetGroupArn];
  t.match(await elbv2('modify-target-group', ...group, '--health-check-path', '/ready'), {
    TargetGroups: [{ HealthCheckPath: '/ready' }],
  });
  t.match(await elbv2('describe-target-group-attributes', ...group), { Attributes: [{}] });
  const listener = r.region.state.balancing.listeners[0]?.arn ?? '';
  const made = (await elbv2(
    ...['create-rule', '--listener-arn', listener, '--priority', '1'],
    ...['--conditions', 'Field=path-pattern,Values=/a'],
    ...['--actions', `Type=forward,TargetGroupArn=${r.targetGroupArn}`],
  )) as { Rules: { RuleArn: string }[] };
  const rule = made.Rules[0]?.RuleArn ?? '';
  t.match(await elbv2('modify-rule', '--rule-arn', rule, '--conditions', 'Field=path-pattern,Values=/b'), {
    Rules: [{ Conditions: [{ Values: ['/b'] }] }],
  });
  await elbv2('add-tags', '--resource-arns', r.targetGroupArn, '--tags', 'Key=team,Value=blue');
  await elbv2('remove-tags', '--resource-arns', r.targetGroupArn, '--tag-keys', 'team');
  t.same(r.region.state.balancing.targetGroups[0]?.tags, {});
});

t.test("TOOLS-5 Debian's AWS CLI labels parameters, and works roles and instance profiles", async (t) => {
  const r = await startEc2(t);
  const cli = (...words: string[]) => awsCli(r, ...words);
  await cli('ssm', 'put-parameter', '--name', 'image', '--type', 'String', '--value', 'ami-1');
  await cli('ssm', 'label-parameter-version', '--name', 'image', '--labels', 'live');
  t.match(await cli('ssm', 'get-parameter-history', '--name', 'image'), {
    Parameters: [{ Version: 1, Labels: ['live'] }],
  });
  const role = ['--role-name', 'web'];
  const trust = trustIn({ Service: 'ec2.amazonaws.com' });
  await cli('iam', 'create-role', ...role, '--assume-role-policy-document', trust);
  t.match(await cli('iam', 'get-role', ...role), { Role: { RoleName: 'web' } });
  t.match(await cli('iam', 'list-roles'), { Roles: [{ RoleName: 'web' }] });
  const policy = [...role, '--policy-name', 'read'];
  const Statement = [{ Effect: 'Allow', Action: 'ssm:GetParameter', Resource: '*' }];
  const document = JSON.stringify({ Version: '2012-10-17', Statement });
  await cli('iam', 'put-role-policy', ...policy, '--policy-document', document);
  t.match(await cli('iam', 'get-role-policy', ...policy), { PolicyDocument: { Statement } });
  t.match(await cli('iam', 'list-role-policies', ...role), { PolicyNames: ['read'] });
  t.match(await cli('iam', 'list-attached-role-policies', ...role), { AttachedPolicies: [] });
  const profile = ['--instance-profile-name', 'web'];
  await cli('iam', 'create-instance-profile', ...profile);
  await cli('iam', 'add-role-to-instance-profile', ...profile, ...role);
  t.match(await cli('iam', 'get-instance-profile', ...profile), {
    InstanceProfile: { Roles: [{ RoleName: 'web' }] },
  });
  t.match(await cli('iam', 'list-instance-profiles-for-role', ...role), { InstanceProfiles: [{}] });
  await cli('iam', 'remove-role-from-instance-profile', ...profile, ...role);
  await cli('iam', 'delete-instance-profile', ...profile);
  t.match(await cli('iam', 'list-instance-profiles'), { InstanceProfiles: [] });
  await cli('iam', 'delete-role-policy', ...policy);
  await cli('iam', 'delete-role', ...role);
});
