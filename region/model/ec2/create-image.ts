import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { newId } from './id.ts';
import { findInstance } from './instance.ts';
import type { Image, Instance, Tags } from './state.ts';

export interface ImageOrder {
  readonly instanceId: string;
  readonly name: string;
  readonly description: string;
  readonly noReboot: boolean;
  readonly imageTags: Tags;
  readonly snapshotTags: Tags;
}

/**
 * Makes an image of an instance: it is `pending` when this returns, and `available` when the disk is kept. A running instance
 * is powered off for it and started again.
 *
 * @throws AwsError as `findInstance`, InvalidAMIName.…, IncorrectState
 */
export function createImage(region: Region, order: ImageOrder): Image {
  const instance = findInstance(region, order.instanceId);
  checkName(region, order.name);
  checkState(instance, order.noReboot);
  const image = imageOf(region, instance, order);
  region.state.ec2.images.push(image);
  addSnapshot(region, image, instance, order.snapshotTags);
  region.stir();
  return image;
}

/** @throws AwsError InvalidAMIName.Malformed, InvalidAMIName.Duplicate */
export function checkName(region: Region, name: string): void {
  if (!/^[A-Za-z0-9()[\] ./\-'@_]{3,128}$/.test(name)) {
    throw new AwsError(
      'InvalidAMIName.Malformed',
      "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, '(', ')', '.', '-', '/' and '_'",
    );
  }
  const taken = region.state.ec2.images.find((one) => one.name === name && one.ownerId === region.accountId);
  if (taken === undefined) return;
  throw new AwsError(
    'InvalidAMIName.Duplicate',
    `AMI name ${name} is already in use by AMI ${taken.imageId}`,
  );
}

function checkState({ instanceId, state }: Instance, noReboot: boolean): void {
  if (state !== 'running' && state !== 'stopped') {
    throw new AwsError('IncorrectState', `Instance ${instanceId} is not in state 'running' or 'stopped'`);
  }
  if (state === 'running' && noReboot) {
    throw new AwsError(
      'UnsupportedOperation',
      'The local region does not model NoReboot for a running instance',
    );
  }
}

function imageOf(region: Region, instance: Instance, { name, description, imageTags }: ImageOrder): Image {
  const imageId = newId(region, 'ami');
  return {
    imageId,
    name,
    ownerId: region.accountId,
    created: region.clock.now(),
    architecture: instance.architecture,
    layers: [imageId, ...instance.layers],
    snapshotId: newId(region, 'snap'),
    size: instance.volume.size,
    source: instance.instanceId,
    description,
    state: 'pending',
    reason: undefined,
    tags: imageTags,
  };
}

function addSnapshot(region: Region, image: Image, instance: Instance, tags: Tags): void {
  region.state.ec2.snapshots.push({
    snapshotId: image.snapshotId,
    ownerId: region.accountId,
    volumeId: instance.volume.volumeId,
    description: `Created by CreateImage(${instance.instanceId}) for ${image.imageId}`,
    started: image.created,
    size: image.size,
    tags,
  });
}
