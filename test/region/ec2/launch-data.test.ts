import {
  CreateLaunchTemplateCommand,
  CreateSecurityGroupCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeTagsCommand,
  DescribeVolumesCommand,
  type RequestLaunchTemplateData,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import t from 'tap';

import { type Ec2Region, idOf, only, startEc2 } from './scenario.ts';

t.test(
  'RESOLVE-1 what a launch template is made with is given back as it was said, and launches so',
  async (t) => {
    const r = await startEc2(t);
    const group = await r.ec2.send(new CreateSecurityGroupCommand({ GroupName: 'web', Description: 'web' }));
    const data: RequestLaunchTemplateData = {
      ImageId: r.baseImageId,
      InstanceType: 't3.small',
      EbsOptimized: true,
      Monitoring: { Enabled: true },
      DisableApiTermination: true,
      CreditSpecification: { CpuCredits: 'standard' },
      BlockDeviceMappings: [
        {
          DeviceName: '/dev/xvda',
          Ebs: { VolumeSize: 20, VolumeType: 'gp3', Iops: 3000, Throughput: 125, Encrypted: false },
        },
      ],
      MetadataOptions: { HttpTokens: 'required', HttpEndpoint: 'enabled', HttpPutResponseHopLimit: 2 },
      NetworkInterfaces: [{ DeviceIndex: 0, Groups: [idOf(group.GroupId)], AssociatePublicIpAddress: false }],
      TagSpecifications: [
        { ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'web' }] },
        { ResourceType: 'network-interface', Tags: [{ Key: 'Name', Value: 'eni' }] },
      ],
    };
    await addTemplate(r, data);
    const { LaunchTemplateVersions } = await r.ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName: 'web' }),
    );
    t.same(only(LaunchTemplateVersions).LaunchTemplateData, data);

    const spec = { LaunchTemplateName: 'web' };
    const id = idOf(
      (await r.run({ ImageId: undefined, InstanceType: undefined, LaunchTemplate: spec })).InstanceId,
    );
    await r.settle();
    const instance = await r.see(id);
    t.match(instance, {
      EbsOptimized: true,
      Monitoring: { State: 'enabled' },
      MetadataOptions: { HttpPutResponseHopLimit: 2 },
      SecurityGroups: [{ GroupName: 'web' }],
    });
    t.equal(instance.PublicIpAddress, undefined);
    t.equal(r.machines.up.get(id)?.publicAddress, undefined);
    const { Volumes } = await r.ec2.send(new DescribeVolumesCommand({}));
    t.match(only(Volumes), { Size: 20, Iops: 3000, Throughput: 125 });
    const eni = [{ Name: 'resource-type', Values: ['network-interface'] }];
    t.match(only((await r.ec2.send(new DescribeTagsCommand({ Filters: eni }))).Tags), { Value: 'eni' });
  },
);

t.test('RESOLVE-2 launch data that the region would have to ignore is refused, and says why', async (t) => {
  const r = await startEc2(t);
  const root = (Ebs: object) => ({ BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs }] });
  const refusals: [RequestLaunchTemplateData, RegExp][] = [
    [{ BlockDeviceMappings: [{ DeviceName: '/dev/sdf', Ebs: {} }] }, /EBS only as far as images need it/],
    [root({ Encrypted: true }), /no volume is encrypted/],
    [root({ DeleteOnTermination: false }), /no volume outlives its instance/],
    [root({ KmsKeyId: 'ours' }), /KmsKeyId/],
    [{ InstanceMarketOptions: { MarketType: 'spot' } }, /InstanceMarketOptions/],
    [{ NetworkInterfaces: [{ DeviceIndex: 0 }, { DeviceIndex: 1 }] }, /one network interface/],
    [{ NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1' }] }, /NetworkInterfaceId/],
    [{ MetadataOptions: { InstanceMetadataTags: 'enabled' } }, /tags by instance metadata/],
    [{ Placement: { Tenancy: 'dedicated' } }, /Placement/],
  ];
  for (const [data, message] of refusals) {
    await t.rejects(addTemplate(r, data), { name: 'UnsupportedOperation', message });
  }
  const both = { NetworkInterfaces: [{ DeviceIndex: 0 }], SecurityGroupIds: ['sg-00000000000000000'] };
  await t.rejects(addTemplate(r, both), { name: 'InvalidParameterCombination' });
});

t.test("RESOLVE-3 a root volume is not smaller than its image's snapshot", async (t) => {
  const r = await startEc2(t);
  const mappings = [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 4 } }];
  await t.rejects(r.run({ BlockDeviceMappings: mappings }), { name: 'InvalidBlockDeviceMapping' });
});

t.test(
  'RESOLVE-4 an instance that is protected is neither terminated nor stopped through the API',
  async (t) => {
    const r = await startEc2(t);
    const id = idOf((await r.run({ DisableApiTermination: true, DisableApiStop: true })).InstanceId);
    const other = idOf((await r.run()).InstanceId);
    await r.settle();
    await t.rejects(r.ec2.send(new TerminateInstancesCommand({ InstanceIds: [other, id] })), {
      name: 'OperationNotPermitted',
      message: `The instance '${id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
    });
    await t.rejects(r.ec2.send(new StopInstancesCommand({ InstanceIds: [id] })), {
      name: 'OperationNotPermitted',
    });
    t.equal((await r.see(other)).State?.Name, 'running');
  },
);

t.test('RESOLVE-5 security groups can be named by their names', async (t) => {
  const r = await startEc2(t);
  await r.ec2.send(new CreateSecurityGroupCommand({ GroupName: 'web', Description: 'web' }));
  t.match((await r.run({ SecurityGroups: ['web'] })).SecurityGroups, [{ GroupName: 'web' }]);
  await t.rejects(r.run({ SecurityGroups: ['none'] }), { name: 'InvalidGroup.NotFound' });
});

function addTemplate(r: Ec2Region, LaunchTemplateData: RequestLaunchTemplateData) {
  return r.ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: 'web', LaunchTemplateData }));
}
