import type * as sdk from '@aws-sdk/client-ec2';

import { changeInstance } from '../../model/ec2/change-instance.ts';
import { findInstance } from '../../model/ec2/instance.ts';
import type { Instance } from '../../model/ec2/state.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { instanceView, metadataView } from './instance-view.ts';
import { checkMetadataOptions, checkUserData } from './template-data.ts';

export const modifyInstanceAttribute = action<sdk.ModifyInstanceAttributeRequest, object>(
  [
    'InstanceId',
    'Attribute',
    'Value',
    'DisableApiStop',
    'DisableApiTermination',
    'EbsOptimized',
    'EnaSupport',
    'Groups',
    'InstanceInitiatedShutdownBehavior',
    'InstanceType',
    'UserData',
  ],
  (region, { InstanceId, Attribute, Value, ...said }) => {
    const change = Attribute === undefined ? said : { ...said, ...named(Attribute, Value ?? '') };
    if (change.EnaSupport?.Value === false) {
      throw new AwsError('UnsupportedOperation', 'The local region models no instance without EnaSupport');
    }
    const userData =
      change.UserData?.Value === undefined
        ? undefined
        : Buffer.from(change.UserData.Value).toString('base64');
    checkUserData(userData);
    changeInstance(region, InstanceId, {
      instanceType: change.InstanceType?.Value,
      userData,
      ebsOptimized: change.EbsOptimized?.Value,
      stopProtected: change.DisableApiStop?.Value,
      terminationProtected: change.DisableApiTermination?.Value,
      onShutdown: change.InstanceInitiatedShutdownBehavior?.Value,
      securityGroups: change.Groups,
    });
    return {};
  },
);

/** An attribute by its name and value, as the older form of the call says it. */
function named(
  attribute: sdk.InstanceAttributeName,
  value: string,
): Partial<sdk.ModifyInstanceAttributeRequest> {
  switch (attribute) {
    case 'instanceType':
      return { InstanceType: { Value: value } };
    case 'userData':
      return { UserData: { Value: Buffer.from(value, 'base64') } };
    case 'disableApiTermination':
      return { DisableApiTermination: { Value: value === 'true' } };
    case 'disableApiStop':
      return { DisableApiStop: { Value: value === 'true' } };
    case 'instanceInitiatedShutdownBehavior':
      return { InstanceInitiatedShutdownBehavior: { Value: value } };
    case 'ebsOptimized':
      return { EbsOptimized: { Value: value === 'true' } };
    case 'enaSupport':
      return { EnaSupport: { Value: value === 'true' } };
    default:
      throw new AwsError(
        'UnsupportedOperation',
        `The local region does not change the attribute ${attribute}`,
      );
  }
}

export const describeInstanceAttribute = action<sdk.DescribeInstanceAttributeRequest, sdk.InstanceAttribute>(
  ['InstanceId', 'Attribute'],
  (region, input) => {
    const instance = findInstance(region, input.InstanceId);
    return { InstanceId: instance.instanceId, ...attributeOf(region, instance, input.Attribute) };
  },
);

function attributeOf(
  region: Region,
  instance: Instance,
  attribute: sdk.InstanceAttributeName,
): sdk.InstanceAttribute {
  const { settings } = instance;
  const view = instanceView(region, instance);
  switch (attribute) {
    case 'instanceType':
      return { InstanceType: { Value: instance.instanceType } };
    case 'userData':
      return { UserData: instance.userData === undefined ? {} : { Value: instance.userData } };
    case 'disableApiTermination':
      return { DisableApiTermination: { Value: settings?.terminationProtected ?? false } };
    case 'disableApiStop':
      return { DisableApiStop: { Value: settings?.stopProtected ?? false } };
    case 'instanceInitiatedShutdownBehavior':
      return { InstanceInitiatedShutdownBehavior: { Value: instance.onShutdown } };
    case 'rootDeviceName':
      return { RootDeviceName: { Value: view.RootDeviceName } };
    case 'blockDeviceMapping':
      return { BlockDeviceMappings: view.BlockDeviceMappings ?? [] };
    case 'groupSet':
      return { Groups: view.SecurityGroups ?? [] };
    case 'ebsOptimized':
      return { EbsOptimized: { Value: view.EbsOptimized } };
    case 'enaSupport':
      return { EnaSupport: { Value: true } };
    case 'sourceDestCheck':
      return { SourceDestCheck: { Value: true } };
    case 'enclaveOptions':
      return { EnclaveOptions: { Enabled: false } };
    case 'sriovNetSupport':
    case 'kernel':
    case 'ramdisk':
    case 'productCodes':
      return {};
  }
}

/** IMDSv2 alone is served: what differs is refused, and the hop limit is kept. */
export const modifyInstanceMetadataOptions = action<
  sdk.ModifyInstanceMetadataOptionsRequest,
  sdk.ModifyInstanceMetadataOptionsResult
>(
  ['InstanceId', 'HttpTokens', 'HttpPutResponseHopLimit', 'HttpEndpoint', 'InstanceMetadataTags'],
  (region, { InstanceId, ...options }) => {
    checkMetadataOptions(options);
    changeInstance(region, InstanceId, { hopLimit: options.HttpPutResponseHopLimit });
    return { InstanceId, InstanceMetadataOptions: metadataView(findInstance(region, InstanceId)) };
  },
);
