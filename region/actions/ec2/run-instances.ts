import type * as sdk from '@aws-sdk/client-ec2';

import { newId } from '../../model/ec2/id.ts';
import { type LaunchOrder, launch, planLaunch } from '../../model/ec2/launch.ts';
import type { TemplateData } from '../../model/ec2/templates.ts';
import { beyondQuota, quotaLeft } from '../../faults/launches.ts';
import { freeAddresses, subnets } from '../../model/ec2/subnets.ts';
import { once } from '../../model/ec2/token.ts';
import { type Checked, action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { reservationView } from './describe-instances.ts';
import { checkTemplateData, launchDataMembers } from './template-data.ts';

export const runInstances = action<sdk.RunInstancesRequest, sdk.Reservation>(
  [
    ...launchDataMembers,
    'MinCount',
    'MaxCount',
    'SubnetId',
    'Placement.AvailabilityZone',
    'LaunchTemplate',
    'ClientToken',
    'DryRun',
  ],
  (region, input) => {
    const order = orderOf(region, input);
    const count = countOf(region, input, order);
    if (input.DryRun === true) throw wouldHaveSucceeded();
    const { ClientToken, ...rest } = input;
    const call = { action: 'RunInstances', token: ClientToken, input: rest };
    const reservationId = once(region, call, () => launchAll(region, order, count));
    const members = region.state.ec2.instances.filter((one) => one.reservationId === reservationId);
    return reservationView(region, reservationId, members);
  },
);

type Input = Checked<sdk.RunInstancesRequest>;

function orderOf(region: Region, input: Input): LaunchOrder {
  const template = input.LaunchTemplate;
  const data = dataOf(input);
  checkTemplateData(data);
  return {
    data,
    subnetId: input.SubnetId || subnetIn(region, input.Placement?.AvailabilityZone),
    ...(template === undefined
      ? {}
      : {
          template: {
            id: template.LaunchTemplateId,
            name: template.LaunchTemplateName,
            version: template.Version,
          },
        }),
  };
}

/** What the call says itself. Packer sends empty texts for what it does not say. */
function dataOf(input: Input): TemplateData {
  const profile = input.IamInstanceProfile;
  const said: TemplateData = {
    ImageId: input.ImageId || undefined,
    InstanceType: input.InstanceType,
    KeyName: input.KeyName || undefined,
    SecurityGroupIds: input.SecurityGroupIds,
    SecurityGroups: input.SecurityGroups,
    CapacityReservationSpecification: input.CapacityReservationSpecification,
    CreditSpecification: input.CreditSpecification,
    EnclaveOptions: input.EnclaveOptions,
    DisableApiStop: input.DisableApiStop,
    DisableApiTermination: input.DisableApiTermination,
    EbsOptimized: input.EbsOptimized,
    Monitoring: input.Monitoring,
    NetworkInterfaces: input.NetworkInterfaces,
    UserData: input.UserData || undefined,
    IamInstanceProfile: profile?.Name || profile?.Arn ? profile : undefined,
    InstanceInitiatedShutdownBehavior: input.InstanceInitiatedShutdownBehavior,
    BlockDeviceMappings: input.BlockDeviceMappings,
    MetadataOptions: input.MetadataOptions,
    TagSpecifications: input.TagSpecifications,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function subnetIn(region: Region, zone: string | undefined): string | undefined {
  if (zone === undefined || zone === '') return undefined;
  const subnet = subnets(region).find((one) => one.zone === zone);
  if (subnet !== undefined) return subnet.subnetId;
  throw new AwsError('InvalidParameterValue', `Invalid availability zone: [${zone}]`);
}

/** As many as there are addresses for, from MinCount to MaxCount. */
function countOf(region: Region, { MinCount, MaxCount }: Input, order: LaunchOrder): number {
  if (MinCount < 1 || MaxCount < MinCount) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${MinCount}) for parameter minCount is invalid. It must be from 1 to maxCount.`,
    );
  }
  const { subnet, instanceType } = planLaunch(region, order);
  const allowed = quotaLeft(region, instanceType) ?? MaxCount;
  if (allowed < MinCount) throw beyondQuota(region);
  const free = freeAddresses(region, subnet);
  if (free >= MinCount) return Math.min(MaxCount, free, allowed);
  throw new AwsError(
    'InsufficientFreeAddressesInSubnet',
    `There are not enough free addresses in subnet '${subnet.subnetId}' to satisfy the requested number of instances.`,
  );
}

function launchAll(region: Region, order: LaunchOrder, count: number): string {
  const reservationId = newId(region, 'r');
  for (let launched = 0; launched < count; launched += 1) launch(region, { ...order, reservationId });
  return reservationId;
}

function wouldHaveSucceeded(): AwsError {
  return new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
}
