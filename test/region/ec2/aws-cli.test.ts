import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import t from 'tap';

import { awsCli } from '../aws-cli.ts';
import { type Ec2Region, startEc2 } from './scenario.ts';

// Some forty starts of a large Python program, on a machine that may have other work.
t.setTimeout(240_000);

function cliOf(r: Ec2Region, service: 'ec2' | 'sts' | 'ssm') {
  return (command: string, ...args: string[]) => awsCli(r, service, command, ...args);
}

t.test('EC2-58 the AWS CLI launches, asks, stops, starts, keeps and ends an instance', async (t) => {
  const r = await startEc2(t);
  const ec2 = cliOf(r, 'ec2');
  const [subnetId] = r.subnetIds;
  const [id = ''] = texts(
    await ec2(
      'run-instances',
      ...['--image-id', r.baseImageId, '--instance-type', 't3.small', '--subnet-id', subnetId],
      ...[
        '--user-data',
        'hello',
        '--tag-specifications',
        'ResourceType=instance,Tags=[{Key=team,Value=blue}]',
      ],
    ),
    'InstanceId',
  );
  await r.settle();
  t.equal(r.machines.up.get(id)?.userData, 'hello');
  const tagged = ['--filters', 'Name=tag:team,Values=blue', 'Name=instance-state-name,Values=running'];
  t.match(await ec2('describe-instances', ...tagged), {
    Reservations: [{ Instances: [{ InstanceId: id, LaunchTime: '2026-11-21T08:00:00+00:00' }] }],
  });
  await r.clock.pass(121);
  t.match(await ec2('describe-instance-status', '--instance-ids', id), {
    InstanceStatuses: [{ InstanceStatus: { Status: 'ok' } }],
  });
  t.match(await ec2('get-console-output', '--instance-id', id), { Output: `console of ${id}\n` });
  t.match(await ec2('describe-network-interfaces', '--filters', `Name=attachment.instance-id,Values=${id}`), {
    NetworkInterfaces: [{ SubnetId: subnetId, Status: 'in-use' }],
  });
  t.match(await ec2('describe-volumes'), { Volumes: [{ Attachments: [{ InstanceId: id }] }] });
  await ec2('stop-instances', '--instance-ids', id);
  await ec2('start-instances', '--instance-ids', id);
  await r.settle();
  const [imageId = ''] = texts(
    await ec2('create-image', '--instance-id', id, '--name', 'hello-1'),
    'ImageId',
  );
  await r.settle();
  await ec2('modify-image-attribute', '--image-id', imageId, '--description', 'the first');
  const described = await ec2('describe-images', '--owners', 'self');
  t.match(described, { Images: [{ ImageId: imageId, State: 'available', Description: 'the first' }] });
  const [snapshotId = ''] = texts(described, 'SnapshotId');
  await ec2('enable-image-deprecation', '--image-id', imageId, '--deprecate-at', '2027-01-01T00:00:00Z');
  await ec2('disable-image-deprecation', '--image-id', imageId);
  await ec2('deregister-image', '--image-id', imageId);
  t.match(await ec2('describe-snapshots', '--owner-ids', 'self'), {
    Snapshots: [{ SnapshotId: snapshotId }],
  });
  await ec2('delete-snapshot', '--snapshot-id', snapshotId);
  const ended = await ec2('terminate-instances', '--instance-ids', id);
  t.match(ended, { TerminatingInstances: [{ CurrentState: { Name: 'shutting-down' } }] });
});

t.test('EC2-59 the AWS CLI writes, changes and deletes a launch template', async (t) => {
  const r = await startEc2(t);
  const ec2 = cliOf(r, 'ec2');
  const web = ['--launch-template-name', 'web'];
  const data = JSON.stringify({ ImageId: r.baseImageId, InstanceType: 't3.small' });
  await ec2('create-launch-template', ...web, '--launch-template-data', data);
  const more = ['--source-version', '1', '--launch-template-data', '{"InstanceType":"t3.large"}'];
  await ec2('create-launch-template-version', ...web, ...more);
  t.match(await ec2('describe-launch-template-versions', ...web, '--versions', '$Latest'), {
    LaunchTemplateVersions: [
      { VersionNumber: 2, LaunchTemplateData: { ImageId: r.baseImageId, InstanceType: 't3.large' } },
    ],
  });
  await ec2('modify-launch-template', ...web, '--default-version', '2');
  t.match(await ec2('delete-launch-template-versions', ...web, '--versions', '1'), {
    SuccessfullyDeletedLaunchTemplateVersions: [{ VersionNumber: 1 }],
  });
  t.match(await ec2('describe-launch-templates'), { LaunchTemplates: [{ DefaultVersionNumber: 2 }] });
  await ec2('delete-launch-template', ...web);
});

t.test('EC2-60 the AWS CLI handles keys, groups and tags, and asks what is around', async (t) => {
  const r = await startEc2(t);
  const ec2 = cliOf(r, 'ec2');
  const [material = ''] = texts(await ec2('create-key-pair', '--key-name', 'made'), 'KeyMaterial');
  t.match(material, /^-----BEGIN RSA PRIVATE KEY-----\n[^]*\n-----END RSA PRIVATE KEY-----\n$/);
  const file = join(t.testdir(), 'key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
  await ec2('import-key-pair', '--key-name', 'ours', '--public-key-material', `fileb://${file}.pub`);
  t.match(await ec2('describe-key-pairs'), {
    KeyPairs: [{ KeyName: 'made' }, { KeyName: 'ours', KeyType: 'ed25519' }],
  });
  await ec2('delete-key-pair', '--key-name', 'made');
  const group = await ec2('create-security-group', '--group-name', 'web', '--description', 'Web');
  const [groupId = ''] = texts(group, 'GroupId');
  const rule = ['--protocol', 'tcp', '--port', '80', '--cidr', '0.0.0.0/0'];
  await ec2('authorize-security-group-ingress', '--group-id', groupId, ...rule);
  await ec2('authorize-security-group-egress', '--group-id', groupId, ...rule);
  t.match(await ec2('describe-security-group-rules', '--filters', `Name=group-id,Values=${groupId}`), {
    SecurityGroupRules: [{ IsEgress: true }, { IsEgress: false }, { IsEgress: true, FromPort: 80 }],
  });
  await ec2('revoke-security-group-egress', '--group-id', groupId, ...rule);
  await ec2('revoke-security-group-ingress', '--group-id', groupId, ...rule);
  await ec2('create-tags', '--resources', groupId, '--tags', 'Key=team,Value=blue');
  t.match(await ec2('describe-tags'), {
    Tags: [{ ResourceId: groupId, ResourceType: 'security-group', Value: 'blue' }],
  });
  await ec2('delete-tags', '--resources', groupId, '--tags', 'Key=team');
  t.match(await ec2('describe-security-groups', '--group-ids', groupId), {
    SecurityGroups: [{ GroupName: 'web' }],
  });
  await ec2('delete-security-group', '--group-id', groupId);
  t.match(await ec2('describe-regions'), { Regions: [{ RegionName: 'eu-test-1' }] });
  t.match(await ec2('describe-vpcs'), { Vpcs: [{ VpcId: r.vpcId }] });
  t.match(await ec2('describe-vpc-attribute', '--vpc-id', r.vpcId, '--attribute', 'enableDnsSupport'), {
    EnableDnsSupport: { Value: true },
  });
  t.match(await ec2('describe-route-tables'), { RouteTables: [{ VpcId: r.vpcId }] });
  t.match(await ec2('describe-subnets'), {
    Subnets: [{ SubnetId: r.subnetIds[0] }, { SubnetId: r.subnetIds[1] }],
  });
  t.match(await ec2('describe-availability-zones'), { AvailabilityZones: [{}, { ZoneName: 'eu-test-1b' }] });
  t.match(await ec2('describe-instance-types', '--instance-types', 't3.small'), { InstanceTypes: [{}] });
  t.match(await ec2('describe-instance-type-offerings'), {
    InstanceTypeOfferings: [{ Location: 'eu-test-1' }],
  });
});

t.test('SSM-9 the AWS CLI puts, gets and deletes parameters, and asks STS who it is', async (t) => {
  const r = await startEc2(t);
  const ssm = cliOf(r, 'ssm');
  await ssm('put-parameter', '--name', '/hello/dev/url', '--type', 'SecureString', '--value', 'here');
  t.match(await ssm('get-parameter', '--name', '/hello/dev/url', '--with-decryption'), {
    Parameter: { Value: 'here', LastModifiedDate: /2026-11-21/ },
  });
  t.match(await ssm('get-parameters', '--names', '/hello/dev/url', '/none'), {
    InvalidParameters: ['/none'],
  });
  t.match(await ssm('get-parameters-by-path', '--path', '/hello', '--recursive'), {
    Parameters: [{ Version: 1 }],
  });
  await ssm('delete-parameter', '--name', '/hello/dev/url');
  const sts = cliOf(r, 'sts');
  t.match(await sts('get-caller-identity'), { Account: '000000000000' });
});

/** All texts that stand under a name somewhere in a reply. */
function texts(reply: unknown, name: string): string[] {
  const found: string[] = [];
  JSON.stringify(reply, (key, value: unknown) => {
    if (key === name && typeof value === 'string') found.push(value);
    return value;
  });
  return found;
}
