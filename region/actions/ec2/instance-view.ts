import type * as sdk from '@aws-sdk/client-ec2';

import type { Instance, InstanceState } from '../../model/ec2/state.ts';
import { vpcId } from '../../model/ec2/subnets.ts';
import { wireTags } from '../../model/ec2/tag-specifications.ts';
import { ROOT_DEVICE } from '../../model/ec2/volumes.ts';
import type { Region } from '../../region.ts';

/** The codes that go with the names of instance states [M]. */
export const STATE_CODES: Readonly<Record<InstanceState, number>> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

export function stateView(state: InstanceState): sdk.InstanceState {
  return { Code: STATE_CODES[state], Name: state };
}

/** An instance in AWS's words. A terminated one has no network and no volume any more. */
export function instanceView(region: Region, instance: Instance): sdk.Instance {
  return {
    InstanceId: instance.instanceId,
    ImageId: instance.imageId,
    InstanceType: instance.instanceType as sdk._InstanceType,
    State: stateView(instance.state),
    StateTransitionReason: instance.reason === undefined ? '' : instance.reason.message,
    ...(instance.reason === undefined
      ? {}
      : { StateReason: { Code: instance.reason.code, Message: instance.reason.message } }),
    LaunchTime: new Date(instance.launched),
    AmiLaunchIndex: 0,
    Architecture: instance.architecture,
    Hypervisor: 'xen',
    VirtualizationType: 'hvm',
    RootDeviceName: ROOT_DEVICE,
    RootDeviceType: 'ebs',
    EbsOptimized: instance.settings?.ebsOptimized ?? false,
    EnaSupport: true,
    Monitoring: { State: instance.settings?.monitored === true ? 'enabled' : 'disabled' },
    Placement: { AvailabilityZone: instance.zone, Tenancy: 'default', GroupName: '' },
    MetadataOptions: metadataView(instance),
    ...(instance.keyName === undefined ? {} : { KeyName: instance.keyName }),
    ...profileView(region, instance),
    Tags: wireTags(instance.tags),
    ...(instance.state === 'terminated' ? {} : attachmentsView(region, instance)),
  };
}

/** IMDSv2 alone, and no tags. */
export function metadataView({ settings }: Instance): sdk.InstanceMetadataOptionsResponse {
  return {
    State: 'applied',
    HttpTokens: 'required',
    HttpEndpoint: 'enabled',
    HttpProtocolIpv6: 'disabled',
    HttpPutResponseHopLimit: settings?.hopLimit ?? 1,
    InstanceMetadataTags: 'disabled',
  };
}

function profileView(
  { accountId }: Region,
  { role, profileArn }: Instance,
): Pick<sdk.Instance, 'IamInstanceProfile'> {
  if (profileArn !== undefined) return { IamInstanceProfile: { Arn: profileArn } };
  if (role === undefined) return {};
  return { IamInstanceProfile: { Arn: `arn:aws:iam::${accountId}:instance-profile/${role}` } };
}

function attachmentsView(region: Region, instance: Instance): Partial<sdk.Instance> {
  const { volume } = instance;
  return {
    VpcId: vpcId(region),
    SubnetId: instance.subnetId,
    PrivateIpAddress: instance.privateAddress,
    PrivateDnsName: `ip-${instance.privateAddress.replaceAll('.', '-')}.${region.name}.compute.internal`,
    ...(hasPublicAddress(instance)
      ? { PublicIpAddress: instance.publicAddress, PublicDnsName: instance.publicAddress }
      : {}),
    SourceDestCheck: true,
    SecurityGroups: groupsView(region, instance),
    NetworkInterfaces: [interfaceView(region, instance)],
    BlockDeviceMappings: [
      {
        DeviceName: volume.device,
        Ebs: {
          VolumeId: volume.volumeId,
          Status: 'attached',
          AttachTime: new Date(instance.launched),
          DeleteOnTermination: true,
        },
      },
    ],
  };
}

function interfaceView(region: Region, instance: Instance): sdk.InstanceNetworkInterface {
  return {
    NetworkInterfaceId: instance.networkInterfaceId,
    OwnerId: region.accountId,
    Status: 'in-use',
    VpcId: vpcId(region),
    SubnetId: instance.subnetId,
    PrivateIpAddress: instance.privateAddress,
    Groups: groupsView(region, instance),
    Attachment: {
      DeviceIndex: 0,
      Status: 'attached',
      DeleteOnTermination: true,
      AttachTime: new Date(instance.launched),
    },
    ...(hasPublicAddress(instance)
      ? {
          Association: {
            PublicIp: instance.publicAddress,
            PublicDnsName: instance.publicAddress,
            IpOwnerId: 'amazon',
          },
        }
      : {}),
  };
}

/** EC2 takes the public address back when an instance stops [UG]. */
export function hasPublicAddress({ state, settings }: Instance): boolean {
  if (settings?.privateOnly === true) return false;
  return state === 'pending' || state === 'running';
}

function groupsView(region: Region, { securityGroups }: Instance): sdk.GroupIdentifier[] {
  const known = region.state.ec2.securityGroups;
  return securityGroups.map((id) => ({
    GroupId: id,
    GroupName: known.find((one) => one.id === id)?.name ?? '',
  }));
}
