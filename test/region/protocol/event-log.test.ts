import { CreateLaunchTemplateCommand } from '@aws-sdk/client-ec2';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import type { TimedEvent } from '../../../region/event.ts';
import { breakRegion } from '../../../region/faults/break.ts';
import { OTHER, OWN, policy, trustIn } from '../accounts/scenario.ts';
import { startEc2 } from '../ec2/scenario.ts';
import { startModelRegion } from '../model-region.ts';
import { startWorld, type World } from '../simulated/world.ts';
import { ec2, send } from './raw.ts';

/** What was told since `from`, without its instants; of the kinds named alone. */
function told(events: readonly TimedEvent[], from: number, kinds: readonly string[]): object[] {
  const these = events.slice(from).filter(({ type }) => kinds.includes(type));
  return these.map(({ at, ...event }) => event);
}

const requests = (events: readonly TimedEvent[]) => events.filter((event) => event.type === 'request');

const WEB = { AutoScalingGroupName: 'web' };

t.test('EVENT-1 a request stands before what it did, also where its answer is lost', async (t) => {
  const world = await startWorld(t);
  const from = world.events.length;
  await world.call('autoscaling', 'SetDesiredCapacity', { ...WEB, DesiredCapacity: 3 });
  breakRegion(world.region, { kind: 'lost-answer', words: ['SetDesiredCapacity'], times: 1 });
  await t.rejects(world.call('autoscaling', 'SetDesiredCapacity', { ...WEB, DesiredCapacity: 2 }));
  t.match(told(world.events, from, ['request', 'sizes']), [
    { type: 'request', outcome: 'ok', account: OWN, caller: 'AKIASIMULATED' },
    { type: 'sizes', desired: 3 },
    { type: 'request', outcome: 'lost-answer' },
    { type: 'sizes', desired: 2 },
  ]);
});

t.test('EVENT-1 a session is told by its ARN, and nobody where a request is not admitted', async (t) => {
  const r = await startEc2(t);
  const { iam } = r.clients({});
  const RoleName = 'deploy';
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trustIn({ AWS: OTHER }) }));
  const rights = { RoleName, PolicyName: 'all', PolicyDocument: policy('autoscaling:*') };
  await iam.send(new PutRolePolicyCommand(rights));
  const { sts } = r.clients({ account: 'other' });
  const role = { RoleArn: `arn:aws:iam::${OWN}:role/${RoleName}`, RoleSessionName: 'ci' };
  const { Credentials: made } = await sts.send(new AssumeRoleCommand(role));
  const credentials = {
    accessKeyId: made?.AccessKeyId ?? '',
    secretAccessKey: made?.SecretAccessKey ?? '',
    sessionToken: made?.SessionToken ?? '',
  };
  await r.clients({ credentials }).autoscaling.send(new DescribeAutoScalingGroupsCommand({}));
  t.match(requests(r.events).at(-1), {
    account: OWN,
    caller: `arn:aws:sts::${OWN}:assumed-role/deploy/ci`,
  });
  t.notMatch(JSON.stringify(r.events), credentials.sessionToken);
  await send({ ...r, accessKey: 'AKIDNOBODY' }, ec2('DescribeInstances'));
  const [refused] = requests(r.events).slice(-1);
  t.match(refused, { action: 'DescribeInstances', outcome: 'AuthFailure' });
  t.notOk(refused?.caller);
});

t.test('EVENT-2 the application id that an SDK tells is told', async (t) => {
  const r = await startModelRegion();
  t.teardown(() => r.close());
  const agent = 'aws-sdk-js/3.1169.0 ua/2.1 os/linux lang/js md/nodejs#24.1 app/driver-2 m/E,N';
  await send(r, ec2('DescribeInstances'), { 'user-agent': agent });
  await send(r, ec2('DescribeInstances'), { 'user-agent': 'aws-cli/2.9 md/app' });
  t.same(
    requests(r.events).map(({ app }) => app),
    ['driver-2', undefined],
  );
});

t.test(
  'EVENT-3 of a write it tells what it asks for, of a read its groups, and never a secret',
  async (t) => {
    const world = await startWorld(t);
    const from = world.events.length;
    const change = { ...WEB, MinSize: 1, HealthCheckGracePeriod: 90 };
    await world.call('autoscaling', 'UpdateAutoScalingGroup', {
      ...change,
      TerminationPolicies: ['Default'],
    });
    await world.call('autoscaling', 'DescribeAutoScalingGroups', { AutoScalingGroupNames: ['web'] });
    const tag = { ResourceId: 'web', ResourceType: 'auto-scaling-group', Key: 'team', Value: 'blue' };
    await world.call('autoscaling', 'CreateOrUpdateTags', { Tags: [{ ...tag, PropagateAtLaunch: false }] });
    const id = world.service.templateId;
    await world.call('ec2', 'CreateLaunchTemplateVersion', {
      ...{ LaunchTemplateId: id, SourceVersion: '1', VersionDescription: 'r-1', ClientToken: 'one' },
      LaunchTemplateData: { ImageId: world.imageId, UserData: Buffer.from('hunter2').toString('base64') },
    });
    await world.call('ec2', 'DescribeLaunchTemplateVersions', { LaunchTemplateId: id });
    t.same(
      requests(world.events.slice(from)).map(({ about }) => about),
      [
        change,
        { AutoScalingGroupNames: ['web'] },
        {
          Tags: [
            {
              Key: 'team',
              Value: 'blue',
              ...{ ResourceId: 'web', ResourceType: 'auto-scaling-group' },
              PropagateAtLaunch: false,
            },
          ],
        },
        {
          ...{ LaunchTemplateId: id, SourceVersion: '1', VersionDescription: 'r-1', ClientToken: 'one' },
          LaunchTemplateData: { ImageId: world.imageId },
        },
        undefined,
      ],
    );
  },
);

t.test('EVENT-3 neither user data nor the value of a parameter is told', async (t) => {
  const r = await startEc2(t);
  const { ssm } = r.clients({});
  await ssm.send(
    new PutParameterCommand({ Name: '/hello/password', Value: 'hunter2', Type: 'SecureString' }),
  );
  const UserData = Buffer.from('hunter2').toString('base64');
  const LaunchTemplateData = { ImageId: r.baseImageId, UserData };
  await r.ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: 'web', LaunchTemplateData }));
  const text = JSON.stringify(r.events);
  t.notMatch(text, 'hunter2');
  t.notMatch(text, UserData);
});

t.test('EVENT-4 each change of template, grace period, processes and tags is told once', async (t) => {
  const group = { Tags: [{ Key: 'team', Value: 'web' }] };
  const world = await startWorld(t, {}, { group });
  const { templateId: template } = world.service;
  const settings = {
    type: 'settings',
    group: 'web',
    template,
    version: '1',
    grace: 0,
    suspended: [],
    zones: ['eu-sim-1a', 'eu-sim-1b'],
  };
  t.same(told(world.events, 0, ['settings', 'tags']), [
    settings,
    { type: 'tags', group: 'web', tags: { team: 'web' } },
  ]);
  const from = world.events.length;
  for (let times = 0; times < 2; times += 1) {
    await world.call('autoscaling', 'UpdateAutoScalingGroup', { ...WEB, HealthCheckGracePeriod: 60 });
    await world.call('autoscaling', 'SuspendProcesses', { ...WEB, ScalingProcesses: ['AZRebalance'] });
    await world.call('autoscaling', 'DeleteTags', {
      Tags: [{ ResourceId: 'web', ResourceType: 'auto-scaling-group', Key: 'team' }],
    });
  }
  await world.call('autoscaling', 'ResumeProcesses', WEB);
  t.same(told(world.events, from, ['settings', 'tags']), [
    { ...settings, grace: 60 },
    { ...settings, grace: 60, suspended: ['AZRebalance'] },
    { type: 'tags', group: 'web', tags: {} },
    { ...settings, grace: 60 },
  ]);
});

t.test('EVENT-5 each change of a member’s protection and health is told once', async (t) => {
  const world = await startWorld(t, {}, { desired: 1, group: { NewInstancesProtectedFromScaleIn: true } });
  await world.clock.pass(30);
  const instanceId = await onlyMember(world);
  const ids = { ...WEB, InstanceIds: [instanceId] };
  const bad = { InstanceId: instanceId, HealthStatus: 'Unhealthy', ShouldRespectGracePeriod: false };
  for (const action of ['SetInstanceProtection', 'SetInstanceProtection', 'SetInstanceHealth']) {
    const order = action === 'SetInstanceHealth' ? bad : { ...ids, ProtectedFromScaleIn: false };
    await world.call('autoscaling', action, order);
  }
  const about = { group: 'web', instanceId };
  t.same(told(world.events, 0, ['protection', 'health']), [
    { type: 'protection', ...about, protected: true },
    { type: 'protection', ...about, protected: false },
    { type: 'health', ...about, health: 'Unhealthy', why: 'a user health-check.' },
  ]);
});

t.test('EVENT-6 each scaling activity is told when it begins and ends, with its Cause', async (t) => {
  const world = await startWorld(t, {}, { desired: 1 });
  await world.clock.pass(30);
  const instanceId = await onlyMember(world);
  await world.call('autoscaling', 'TerminateInstanceInAutoScalingGroup', {
    ...{ InstanceId: instanceId, ShouldDecrementDesiredCapacity: true },
  });
  await world.clock.pass(60);
  t.match(told(world.events, 0, ['activity']), [
    { group: 'web', description: /^Launching/, cause: /a user request created/, status: 'PreInService' },
    { description: /^Launching/, status: 'Successful' },
    {
      description: `Terminating EC2 instance: ${instanceId}`,
      cause: /taken out of service in response to a user request, shrinking the capacity from 1 to 0/,
      status: 'WaitingForELBConnectionDraining',
    },
    { status: 'InProgress' },
    { description: /^Terminating/, status: 'Successful' },
  ]);
});

t.test('EVENT-7 each version of a launch template is told when it is made and deleted', async (t) => {
  const world = await startWorld(t);
  const { templateId: template } = world.service;
  const order = { LaunchTemplateId: template, SourceVersion: '1', VersionDescription: 'r-1 from 1' };
  await world.call('ec2', 'CreateLaunchTemplateVersion', { ...order, LaunchTemplateData: {} });
  const gone = { LaunchTemplateId: template, Versions: ['2'] };
  await world.call('ec2', 'DeleteLaunchTemplateVersions', gone);
  await world.call('ec2', 'DeleteLaunchTemplateVersions', gone);
  const { imageId } = world;
  t.same(told(world.events, 0, ['template']), [
    { type: 'template', template, version: 1, phase: 'made', imageId },
    { type: 'template', template, version: 2, phase: 'made', imageId, description: 'r-1 from 1' },
    { type: 'template', template, version: 2, phase: 'deleted', imageId, description: 'r-1 from 1' },
  ]);
});

async function onlyMember(world: World): Promise<string> {
  return (await world.group()).Instances?.[0]?.InstanceId ?? '';
}
