import type { Part, Region } from '../../region.ts';
import { instanceOf, launchFailed, moveTo } from './instance.ts';
import { runJob } from './jobs.ts';
import { machineSpec } from './machine-spec.ts';
import type { Image, Instance } from './state.ts';

/** Turns pending images into available ones, by keeping the disks of the instances that they are made of. */
export const captures: Part = { advance, due: () => undefined };

function advance(region: Region): void {
  for (const image of region.state.ec2.images) {
    if (image.state === 'pending' && image.copy === undefined) begin(region, image);
  }
}

/** Waits while something else is done to the instance: the end of that is followed by another advance. */
function begin(region: Region, image: Image): void {
  const instance = instanceOf(region, image.source ?? '');
  if (instance === undefined || instance.state === 'terminated') {
    fail(image, 'the instance is gone');
    return;
  }
  runJob(region, instance.instanceId, () => capture(region, image, instance));
}

async function capture(region: Region, image: Image, instance: Instance): Promise<void> {
  await keepDisk(region, image, instance);
  if (instance.state === 'running') await bootAgain(region, instance);
}

async function keepDisk(region: Region, image: Image, { instanceId }: Instance): Promise<void> {
  try {
    await region.machines.stop(instanceId);
    await region.machines.capture(instanceId, image.imageId);
    region.state.ec2.layers.push(image.imageId);
    image.state = 'available';
  } catch (cause) {
    console.error(`${image.imageId} cannot be made`, cause);
    fail(image, String(cause));
  }
}

/** As on AWS the instance is `running` for its whole reboot. */
async function bootAgain(region: Region, instance: Instance): Promise<void> {
  try {
    await region.machines.start(machineSpec(region, instance));
  } catch (cause) {
    console.error(`${instance.instanceId} does not start again`, cause);
    moveTo(region, instance, 'shutting-down', launchFailed(cause));
  }
}

function fail(image: Image, why: string): void {
  image.state = 'failed';
  image.reason = { code: 'Server.InternalError', message: `Server.InternalError: ${why}` };
}
