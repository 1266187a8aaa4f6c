import { holdBoot } from '../../faults/boots.ts';
import { refuseLaunch } from '../../faults/launches.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { accountOf } from '../../realm.ts';
import type { Region } from '../../region.ts';
import { profileArn } from '../iam/profiles.ts';
import { makeCredentials } from './credentials.ts';
import { newId } from './id.ts';
import { resolveImageId } from './image-alias.ts';
import { noteLaunch } from './image-launches.ts';
import { findLaunchable } from './images.ts';
import { findInstanceType } from './instance-types.ts';
import { tellState } from './instance.ts';
import { findKeyPair } from './key-pairs.ts';
import { checkInterfaces, securityGroupsOf, subnetOf } from './launch-network.ts';
import { settingsOf } from './settings.ts';
import type { Image, Instance, Tags } from './state.ts';
import type { TemplateData, TemplateVersion } from './templates.ts';
import { type Subnet, takeAddress } from './subnets.ts';
import { tagsFor } from './tag-specifications.ts';
import { type TemplateSpec, findTemplateVersion } from './templates.ts';
import { checkMappings, rootVolume } from './volumes.ts';

/** What to launch an instance with. */
export interface LaunchOrder {
  readonly template?: TemplateSpec | undefined;
  /** What is said beside the template, or without one; stronger than the template, member by member. */
  readonly data?: TemplateData | undefined;
  /** One of the default subnets where nothing is said. */
  readonly subnetId?: string | undefined;
  /** Put on the instance, beside those of the template. */
  readonly tags?: Tags | undefined;
  /** The reservation that it belongs to; one of its own where nothing is said. */
  readonly reservationId?: string | undefined;
}

/**
 * Launches an instance: it is `pending` when this returns, and boots when the parts are advanced.
 *
 * @throws AwsError where AWS would refuse the order: no such image, key pair, group, type, subnet or template; no free address
 */
export function launch(region: Region, order: LaunchOrder): Instance {
  const plan = planLaunch(region, order);
  refuseLaunch(region, plan.subnet, plan.instanceType);
  const instance = instanceFrom(region, plan, order);
  region.state.ec2.instances.push(instance);
  noteLaunch(region, plan.image);
  holdBoot(region, instance);
  tellState(region, instance);
  region.stir();
  return instance;
}

/** A launch order with everything that it names looked up. */
export interface LaunchPlan {
  readonly image: Image;
  readonly instanceType: string;
  readonly subnet: Subnet;
  readonly securityGroups: readonly string[];
  readonly template: TemplateVersion | undefined;
  readonly data: TemplateData;
}

/** Checks an order without launching anything. @throws AwsError as `launch`, but for the addresses */
export function planLaunch(region: Region, order: LaunchOrder): LaunchPlan {
  const template = order.template === undefined ? undefined : findTemplateVersion(region, order.template);
  const data: TemplateData = { ...template?.data, ...order.data };
  if (data.ImageId === undefined) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter ImageId');
  }
  const image = findLaunchable(region, resolveImageId(region, data.ImageId));
  const instanceType = data.InstanceType ?? DEFAULT_TYPE;
  checkArchitecture(image, instanceType);
  checkMappings(data.BlockDeviceMappings, image);
  checkInterfaces(data);
  if (data.KeyName !== undefined) findKeyPair(region, data.KeyName);
  const securityGroups = securityGroupsOf(region, data);
  const subnet = subnetOf(region, order.subnetId, data);
  return { image, instanceType, subnet, securityGroups, template, data };
}

/** EC2's own, for an order that names none [M]. */
const DEFAULT_TYPE = 'm1.small';

function checkArchitecture(image: Image, instanceType: string): void {
  const { architecture } = findInstanceType(instanceType);
  if (architecture === image.architecture) return;
  throw new AwsError(
    'InvalidParameterValue',
    `The architecture '${architecture}' of the specified instance type does not match the architecture '${image.architecture}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the instance type or AMI.`,
  );
}

function instanceFrom(region: Region, plan: LaunchPlan, order: LaunchOrder): Instance {
  const { image, instanceType, subnet, securityGroups, template, data } = plan;
  const now = region.clock.now();
  return {
    instanceId: newId(region, 'i'),
    reservationId: order.reservationId ?? newId(region, 'r'),
    launched: now,
    imageId: image.imageId,
    layers: image.layers,
    architecture: image.architecture,
    instanceType,
    zone: subnet.zone,
    subnetId: subnet.subnetId,
    networkInterfaceId: newId(region, 'eni'),
    ...takeAddress(region, subnet),
    securityGroups,
    keyName: data.KeyName,
    userData: data.UserData,
    ...roleOf(region, data.IamInstanceProfile),
    credentials: makeCredentials(region),
    template: template === undefined ? undefined : { id: template.templateId, version: template.number },
    onShutdown: data.InstanceInitiatedShutdownBehavior ?? 'stop',
    volume: rootVolume(region, image, data),
    settings: settingsOf(data),
    tags: { ...tagsFor(data.TagSpecifications, 'instance'), ...templateTags(template), ...order.tags },
    state: 'pending',
    since: now,
    reason: undefined,
  };
}

/** @throws AwsError InvalidParameterValue for a profile that is not there */
function roleOf(
  region: Region,
  profile: TemplateData['IamInstanceProfile'],
): Pick<Instance, 'role' | 'profileArn'> {
  const name = profile?.Name ?? profile?.Arn?.split('/').at(-1);
  if (name === undefined) return { role: undefined };
  const known = accountOf(region).state.profiles.find((one) => one.name === name);
  if (known !== undefined) return { role: known.role, profileArn: profileArn(region, known) };
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`,
  );
}

/** EC2 tells by these tags what an instance was launched from [UG]. */
function templateTags(template: TemplateVersion | undefined): Tags {
  if (template === undefined) return {};
  return {
    'aws:ec2launchtemplate:id': template.templateId,
    'aws:ec2launchtemplate:version': String(template.number),
  };
}
