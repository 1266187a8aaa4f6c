import { findInstanceType } from '../../model/ec2/instance-types.ts';
import type { TemplateData } from '../../model/ec2/templates.ts';
import { checkInterfaces } from '../../model/ec2/launch-network.ts';
import { checkTagTypes, tagsFor } from '../../model/ec2/tag-specifications.ts';
import { checkMappings } from '../../model/ec2/volumes.ts';
import { AwsError } from '../../protocol/aws-error.ts';

/**
 * Checks what can be checked of launch data by itself. Whether the image, the key pair and the groups exist is seen at the
 * launch, as on AWS.
 *
 * @throws AwsError
 */
export function checkTemplateData(data: TemplateData): void {
  if (data.InstanceType !== undefined) findInstanceType(data.InstanceType);
  checkMappings(data.BlockDeviceMappings);
  checkUserData(data.UserData);
  checkMetadataOptions(data.MetadataOptions);
  checkInterfaces(data);
  checkHost(data);
  checkTagTypes(data.TagSpecifications, ['instance', 'volume', 'network-interface']);
  tagsFor(data.TagSpecifications, 'instance');
  tagsFor(data.TagSpecifications, 'volume');
  tagsFor(data.TagSpecifications, 'network-interface');
}

/** There are no capacity reservations and no enclaves here: what can do without either is taken. @throws AwsError */
function checkHost({
  CapacityReservationSpecification: reservation,
  EnclaveOptions: enclave,
}: TemplateData): void {
  if (reservation?.CapacityReservationPreference === 'capacity-reservations-only')
    throw new AwsError('UnsupportedOperation', 'The local region has no capacity reservations');
  if (enclave?.Enabled === true)
    throw new AwsError('UnsupportedOperation', 'The local region has no enclaves');
}

/** Bytes, before Base64 [UG]. */
const LARGEST_USER_DATA = 16_384;

/** @throws AwsError InvalidUserData.Malformed, InvalidParameterValue */
export function checkUserData(userData: string | undefined): void {
  if (userData === undefined) return;
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(userData)) {
    throw new AwsError('InvalidUserData.Malformed', 'Invalid BASE64 encoding of user data.');
  }
  if (Buffer.from(userData, 'base64').length > LARGEST_USER_DATA) {
    throw new AwsError('InvalidParameterValue', `User data is limited to ${LARGEST_USER_DATA} bytes`);
  }
}

/** [M] */
const FARTHEST_HOP = 64;

/** @throws AwsError where the metadata service is asked for as the region does not serve it */
export function checkMetadataOptions(options: TemplateData['MetadataOptions']): void {
  const tokens = options?.HttpTokens ?? 'required';
  const endpoint = options?.HttpEndpoint ?? 'enabled';
  const hops = options?.HttpPutResponseHopLimit ?? 1;
  if (hops < 1 || hops > FARTHEST_HOP) {
    throw new AwsError(
      'InvalidParameterValue',
      `The value '${hops}' for HttpPutResponseHopLimit is invalid. It must be from 1 to ${FARTHEST_HOP}.`,
    );
  }
  if (options?.InstanceMetadataTags === 'enabled') {
    throw new AwsError('UnsupportedOperation', 'The local region serves no tags by instance metadata');
  }
  if (tokens === 'required' && endpoint === 'enabled') return;
  throw new AwsError(
    'UnsupportedOperation',
    'The local region models IMDSv2 alone: HttpTokens is required and HttpEndpoint enabled',
  );
}

/** The members of launch data that the region takes, wherever launch data stands. */
export const launchDataMembers = [
  'ImageId',
  'InstanceType',
  'KeyName',
  'SecurityGroupIds',
  'SecurityGroups',
  'UserData',
  'IamInstanceProfile',
  'InstanceInitiatedShutdownBehavior',
  'BlockDeviceMappings.DeviceName',
  'BlockDeviceMappings.Ebs.DeleteOnTermination',
  'BlockDeviceMappings.Ebs.Encrypted',
  'BlockDeviceMappings.Ebs.Iops',
  'BlockDeviceMappings.Ebs.Throughput',
  'BlockDeviceMappings.Ebs.VolumeSize',
  'BlockDeviceMappings.Ebs.VolumeType',
  'CapacityReservationSpecification.CapacityReservationPreference',
  'CreditSpecification',
  'DisableApiStop',
  'DisableApiTermination',
  'EbsOptimized',
  'EnclaveOptions.Enabled',
  'MetadataOptions.HttpEndpoint',
  'MetadataOptions.HttpPutResponseHopLimit',
  'MetadataOptions.HttpTokens',
  'MetadataOptions.InstanceMetadataTags',
  'Monitoring',
  'NetworkInterfaces.AssociatePublicIpAddress',
  'NetworkInterfaces.DeleteOnTermination',
  'NetworkInterfaces.Description',
  'NetworkInterfaces.DeviceIndex',
  'NetworkInterfaces.Groups',
  'NetworkInterfaces.SubnetId',
  'TagSpecifications',
] as const;

export const templateDataMembers = launchDataMembers.map((member) => `LaunchTemplateData.${member}` as const);
