import { CreateImageCommand, CreateLaunchTemplateCommand } from '@aws-sdk/client-ec2';
import t from 'tap';

import { startBalanced } from '../balancing/scenario.ts';
import { startGroup } from '../autoscaling/scenario.ts';
import { awsCli } from '../aws-cli.ts';

t.test("TOOLS-2 the AWS CLI's waiters see what they wait for", async (t) => {
  const r = await startBalanced(t);
  const [id = ''] = await r.runTargets(1);
  const { ImageId = '' } = await r.ec2.send(new CreateImageCommand({ InstanceId: id, Name: 'kept' }));
  await r.clock.pass(2);
  const group = ['--target-group-arn', r.targetGroupArn];
  await awsCli(r, 'ec2', 'wait', 'instance-running', '--instance-ids', id);
  await awsCli(r, 'ec2', 'wait', 'image-available', '--image-ids', ImageId);
  await awsCli(r, 'elbv2', 'wait', 'load-balancer-available', '--load-balancer-arns', r.loadBalancerArn);
  await awsCli(r, 'elbv2', 'wait', 'target-in-service', ...group);
  await awsCli(r, 'elbv2', 'deregister-targets', ...group, '--targets', `Id=${id}`);
  await r.clock.pass(31);
  await awsCli(r, 'elbv2', 'wait', 'target-deregistered', ...group, '--targets', `Id=${id}`);
  await awsCli(r, 'ec2', 'terminate-instances', '--instance-ids', id);
  await r.clock.pass(0);
  await awsCli(r, 'ec2', 'wait', 'instance-terminated', '--instance-ids', id);
  t.equal((await r.health())[id], undefined);
});

t.test('TOOLS-3 the AWS CLI turns the pages of long lists', async (t) => {
  const r = await startGroup(t, 5);
  for (const LaunchTemplateName of ['one', 'two', 'three']) {
    const LaunchTemplateData = { InstanceType: 't3.small' } as const;
    await r.ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName, LaunchTemplateData }));
  }
  const activities = await awsCli(
    r,
    ...['autoscaling', 'describe-scaling-activities', '--auto-scaling-group-name', 'web'],
    ...['--page-size', '2', '--query', 'Activities[].ActivityId'],
  );
  const members = await awsCli(
    r,
    ...['autoscaling', 'describe-auto-scaling-instances', '--page-size', '2'],
    ...['--query', 'AutoScalingInstances[].InstanceId'],
  );
  const templates = await awsCli(
    r,
    ...['ec2', 'describe-launch-templates', '--page-size', '1'],
    ...['--query', 'LaunchTemplates[].LaunchTemplateName'],
  );
  t.equal(new Set(activities as string[]).size, 5);
  t.same((members as string[]).toSorted(), (await r.members()).toSorted());
  t.same((templates as string[]).toSorted(), ['one', 'three', 'two', 'web']);
});
