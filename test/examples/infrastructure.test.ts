import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeLaunchTemplateVersionsCommand, DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import {
  DescribeListenersCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetParametersByPathCommand } from '@aws-sdk/client-ssm';
import t, { type Test } from 'tap';
import { makeInfrastructure, removeInfrastructure } from '../../examples/hello/infrastructure.ts';
import { cloudAt, type Cloud } from '../../examples/hello/infrastructure/cloud.ts';
import { startModelRegion } from '../region/model-region.ts';

/** A region of the model alone, with instances that boot at once. */
async function place(t: Test) {
  const model = await startModelRegion();
  t.teardown(() => model.close());
  const credentials = { accessKeyId: model.accessKey, secretAccessKey: 'secret' };
  const gateway = `${model.region.network.privatePrefix}.0.1`;
  return { region: model.region.name, endpoint: model.endpoint, credentials, gateway };
}

const DEV = { environment: 'dev', databaseUrl: 'postgres://hello@10.1.0.5/hello', greeting: 'nl' };

t.test('an environment stands ready for its first release, and runs nothing yet', async (t) => {
  const at = await place(t);
  const cloud = cloudAt(at);
  const made = await makeInfrastructure({ ...at, ...DEV });
  t.match(made, { group: 'hello-dev', url: /^http:\/\/127\.[\d.]+\/$/ });

  const { group, targets } = await describe(cloud);
  t.match(group, { MinSize: 0, MaxSize: 6, DesiredCapacity: 0, TargetGroupARNs: [made.targetGroupArn] });
  t.equal(group?.AvailabilityZones?.length, 2, 'in two zones');
  t.match(group?.LaunchTemplate, { LaunchTemplateName: 'hello-dev', Version: '1' });
  t.match(targets, { HealthCheckPath: '/healthz', HealthCheckIntervalSeconds: 5, Port: 8080 });
  const listeners = await cloud.balancing.send(
    new DescribeListenersCommand({ LoadBalancerArn: targets?.LoadBalancerArns?.[0] }),
  );
  t.match(listeners.Listeners, [{ Port: 80, DefaultActions: [{ TargetGroupArn: made.targetGroupArn }] }]);
});

t.test('an instance is told whose it is, and where it finds its settings', async (t) => {
  const at = await place(t);
  const cloud = cloudAt(at);
  await makeInfrastructure({ ...at, ...DEV });
  const versions = await cloud.ec2.send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName: 'hello-dev' }),
  );
  const data = versions.LaunchTemplateVersions?.[0]?.LaunchTemplateData;
  t.equal(
    Buffer.from(data?.UserData ?? '', 'base64').toString(),
    [
      '# bakeroll',
      'BAKEROLL_ENV=dev',
      'BAKEROLL_SETTINGS=ssm:/hello/dev/',
      `BAKEROLL_ENDPOINT=http://${at.gateway}:${new URL(at.endpoint).port}`,
      '',
    ].join('\n'),
  );
  t.match(data, { IamInstanceProfile: { Name: 'hello-dev' }, MetadataOptions: { HttpTokens: 'required' } });
  const settings = await cloud.ssm.send(
    new GetParametersByPathCommand({ Path: '/hello/dev/', WithDecryption: true }),
  );
  const byName = (settings.Parameters ?? []).map(({ Name, Type, Value }) => [Name, Type, Value]);
  t.same(byName.sort(), [
    ['/hello/dev/DATABASE_URL', 'SecureString', DEV.databaseUrl],
    ['/hello/dev/GREETING', 'String', 'nl'],
  ]);
});

t.test('made again, it is the same; what a roll has moved since is left alone', async (t) => {
  const at = await place(t);
  const cloud = cloudAt(at);
  const first = await makeInfrastructure({ ...at, ...DEV, size: { min: 0, max: 4, desired: 0 } });
  const again = await makeInfrastructure({ ...at, ...DEV, drain: 30 });
  t.same(again, first);
  const { group, targets } = await describe(cloud);
  t.equal(group?.MaxSize, 4);
  const { Attributes } = await cloud.balancing.send(
    new DescribeTargetGroupAttributesCommand({ TargetGroupArn: targets?.TargetGroupArn }),
  );
  t.match(
    Attributes?.find(({ Key }) => Key === 'deregistration_delay.timeout_seconds'),
    { Value: '30' },
  );
});

t.test('two environments stand side by side, and nothing is left of one that is removed', async (t) => {
  const at = await place(t);
  const cloud = cloudAt(at);
  await makeInfrastructure({ ...at, ...DEV });
  await makeInfrastructure({ ...at, ...DEV, environment: 'production' });
  await removeInfrastructure({ ...at, environment: 'dev' });
  t.same(await names(cloud), ['hello-production']);
  await removeInfrastructure({ ...at, environment: 'production' });
  t.same(await names(cloud), []);
  await t.resolves(removeInfrastructure({ ...at, environment: 'dev' }), 'removing it twice is no mistake');
  await makeInfrastructure({ ...at, ...DEV });
  t.same(await names(cloud), ['hello-dev'], 'and it can be made anew');
});

async function describe(cloud: Cloud) {
  const groups = await cloud.autoscaling.send(new DescribeAutoScalingGroupsCommand({}));
  const targets = await cloud.balancing.send(new DescribeTargetGroupsCommand({}));
  return { group: groups.AutoScalingGroups?.[0], targets: targets.TargetGroups?.[0] };
}

/** The name of every group, target group and security group of hello, each once. */
async function names(cloud: Cloud): Promise<(string | undefined)[]> {
  const groups = await cloud.autoscaling.send(new DescribeAutoScalingGroupsCommand({}));
  const targets = await cloud.balancing.send(new DescribeTargetGroupsCommand({}));
  const firewalls = await cloud.ec2.send(new DescribeSecurityGroupsCommand({}));
  const all = [
    ...(groups.AutoScalingGroups ?? []).map((group) => group.AutoScalingGroupName),
    ...(targets.TargetGroups ?? []).map((group) => group.TargetGroupName),
    ...(firewalls.SecurityGroups ?? []).map((group) => group.GroupName),
  ];
  return [...new Set(all)].filter((name) => name?.startsWith('hello-')).sort();
}
