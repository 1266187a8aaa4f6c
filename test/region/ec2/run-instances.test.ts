import {
  CreateLaunchTemplateCommand,
  DescribeInstancesCommand,
  DescribeSubnetsCommand,
  ImportKeyPairCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  type TagSpecification,
} from '@aws-sdk/client-ec2';
import t from 'tap';

import { makeProfile } from '../accounts/profile.ts';
import { idOf, only, startEc2 } from './scenario.ts';

t.test(
  'EC2-13 a dry run is checked like the real one, makes nothing, and is answered 412 DryRunOperation',
  async (t) => {
    const r = await startEc2(t);
    await t.rejects(r.run({ DryRun: true }), { name: 'DryRunOperation', $metadata: { httpStatusCode: 412 } });
    await t.rejects(r.run({ DryRun: true, ImageId: 'ami-00000000000000000' }), {
      name: 'InvalidAMIID.NotFound',
    });
    const { Reservations } = await r.ec2.send(new DescribeInstancesCommand({}));
    t.same(Reservations, []);
  },
);

t.test(
  'EC2-14 the same call with the same ClientToken launches once; with another input it is refused',
  async (t) => {
    const r = await startEc2(t);
    const first = await r.run({ ClientToken: 'once' });
    const again = await r.run({ ClientToken: 'once' });
    t.equal(again.InstanceId, first.InstanceId);
    await t.rejects(r.run({ ClientToken: 'once', InstanceType: 't3.large' }), {
      name: 'IdempotentParameterMismatch',
    });
    const other = await r.run({ ClientToken: 'twice' });
    t.not(other.InstanceId, first.InstanceId);
  },
);

t.test('EC2-15 a launch that names what does not exist is refused with what is wrong', async (t) => {
  const r = await startEc2(t);
  const refusals: [Partial<RunInstancesCommandInput>, string, RegExp][] = [
    [
      { ImageId: 'ami-00000000000000000' },
      'InvalidAMIID.NotFound',
      /'\[ami-00000000000000000\]' does not exist/,
    ],
    [{ ImageId: 'debian' }, 'InvalidAMIID.Malformed', /debian/],
    [{ KeyName: 'nobody' }, 'InvalidKeyPair.NotFound', /'nobody' does not exist/],
    [{ SecurityGroupIds: ['sg-00000000000000000'] }, 'InvalidGroup.NotFound', /sg-00000000000000000/],
    [{ SubnetId: 'subnet-00000000000000000' }, 'InvalidSubnetID.NotFound', /subnet-00000000000000000/],
    [{ InstanceType: 'x1.32xlarge' }, 'InvalidParameterValue', /x1.32xlarge/],
    [{ InstanceType: 't4g.small' }, 'InvalidParameterValue', /'arm64'.*'x86_64'/],
    [{ Placement: { AvailabilityZone: 'eu-west-9z' } }, 'InvalidParameterValue', /eu-west-9z/],
    [{ MinCount: 2, MaxCount: 1 }, 'InvalidParameterValue', /minCount/],
    [{ UserData: 'not base64!' }, 'InvalidUserData.Malformed', /BASE64/],
    [{ UserData: Buffer.alloc(16_385).toString('base64') }, 'InvalidParameterValue', /16384/],
    [{ MetadataOptions: { HttpTokens: 'optional' } }, 'UnsupportedOperation', /IMDSv2/],
    [{ BlockDeviceMappings: [{ DeviceName: '/dev/sdf' }] }, 'UnsupportedOperation', /\/dev\/xvda/],
  ];
  for (const [input, name, message] of refusals) {
    await t.rejects(r.ec2.send(new RunInstancesCommand({ ...usual(r.baseImageId), ...input })), {
      name,
      message,
    });
  }
  t.same(r.region.state.ec2.instances, []);
});

t.test('EC2-16 a launch takes the template, and what it says itself is stronger', async (t) => {
  const r = await startEc2(t);
  await makeProfile(r.clients({}).iam, 'hello');
  await r.ec2.send(new ImportKeyPairCommand({ KeyName: 'ours', PublicKeyMaterial: Buffer.from(KEY) }));
  const data = {
    ImageId: r.baseImageId,
    InstanceType: 't3.small',
    KeyName: 'ours',
    UserData: 'aGVsbG8=',
  } as const;
  const tags: TagSpecification[] = [{ ResourceType: 'instance', Tags: [{ Key: 'team', Value: 'blue' }] }];
  const { LaunchTemplate } = await r.ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: 'web',
      LaunchTemplateData: { ...data, TagSpecifications: tags, IamInstanceProfile: { Name: 'hello' } },
    }),
  );
  const spec = { LaunchTemplateName: 'web', Version: '$Latest' };
  const reply = await r.ec2.send(
    new RunInstancesCommand({ LaunchTemplate: spec, InstanceType: 't3.large', MinCount: 1, MaxCount: 1 }),
  );
  const instance = only(reply.Instances);
  t.match(instance, { ImageId: r.baseImageId, InstanceType: 't3.large', KeyName: 'ours' });
  t.match(instance.IamInstanceProfile, { Arn: 'arn:aws:iam::000000000000:instance-profile/hello' });
  t.same(Object.fromEntries((instance.Tags ?? []).map(({ Key = '', Value }) => [Key, Value])), {
    team: 'blue',
    'aws:ec2launchtemplate:id': LaunchTemplate?.LaunchTemplateId,
    'aws:ec2launchtemplate:version': '1',
  });
  await r.settle();
  const machine = r.machines.up.get(idOf(instance.InstanceId));
  t.match(machine, { userData: 'hello', role: 'hello', key: { name: 'ours', publicKey: KEY } });
});

t.test(
  'EC2-61 a launch may do without reservation and enclave; one that needs either is refused',
  async (t) => {
    const r = await startEc2(t);
    const reservation = { CapacityReservationPreference: 'none' } as const;
    await r.run({ CapacityReservationSpecification: reservation, EnclaveOptions: { Enabled: false } });
    await t.rejects(r.run({ EnclaveOptions: { Enabled: true } }), { name: 'UnsupportedOperation' });
    const only = { CapacityReservationPreference: 'capacity-reservations-only' } as const;
    await t.rejects(r.run({ CapacityReservationSpecification: only }), { name: 'UnsupportedOperation' });
  },
);

t.test(
  'EC2-17 instances of one call share a reservation, and have addresses of their own in their subnet',
  async (t) => {
    const r = await startEc2(t);
    const [a, b] = r.subnetIds;
    const first = await r.ec2.send(
      new RunInstancesCommand({ ...usual(r.baseImageId), MaxCount: 3, SubnetId: a }),
    );
    const second = await r.run({ SubnetId: b });
    t.same(
      first.Instances?.map(({ PrivateIpAddress }) => PrivateIpAddress),
      [
        `${r.region.network.privatePrefix}.16.4`,
        `${r.region.network.privatePrefix}.16.5`,
        `${r.region.network.privatePrefix}.16.6`,
      ],
    );
    t.match(second, {
      PrivateIpAddress: `${r.region.network.privatePrefix}.32.4`,
      PublicIpAddress: `${r.region.network.publicPrefix}.32.4`,
      Placement: { AvailabilityZone: 'eu-test-1b' },
    });
    const { Reservations } = await r.ec2.send(new DescribeInstancesCommand({}));
    t.same(
      Reservations?.map(({ Instances }) => Instances?.length),
      [3, 1],
    );
  },
);

t.test('EC2-18 an address is not given out again at once, and a full subnet refuses', async (t) => {
  const r = await startEc2(t);
  const prefix = r.region.network.privatePrefix;
  const [subnetId] = r.subnetIds;
  const { PrivateIpAddress, InstanceId } = await r.run();
  t.equal(PrivateIpAddress, `${prefix}.16.4`);
  r.region.state.ec2.instances = r.region.state.ec2.instances.filter((one) => one.instanceId !== InstanceId);
  t.equal((await r.run()).PrivateIpAddress, `${prefix}.16.5`);
  r.region.state.ec2.nextAddress[subnetId] = 4094;
  t.equal((await r.run()).PrivateIpAddress, `${prefix}.31.254`);
  t.equal((await r.run()).PrivateIpAddress, `${prefix}.16.4`);
  const described = await r.ec2.send(new DescribeSubnetsCommand({ SubnetIds: [subnetId] }));
  // 4096 addresses, five of which are AWS's own, three taken.
  t.equal(only(described.Subnets).AvailableIpAddressCount, 4088);
  await t.rejects(r.run({ MinCount: 4089, MaxCount: 4089 }), { name: 'InsufficientFreeAddressesInSubnet' });
});

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJdD7y3aLq454yWBdwLWbieU1ebz9/cu7/QEXn9OIeZJ';

function usual(imageId: string) {
  return { ImageId: imageId, InstanceType: 't3.small', MinCount: 1, MaxCount: 1 } as const;
}
