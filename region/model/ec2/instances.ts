import { bootRefusal } from '../../faults/boots.ts';
import type { Part, Region } from '../../region.ts';
import { launchFailed, moveTo } from './instance.ts';
import { runJob } from './jobs.ts';
import { machineSpec } from './machine-spec.ts';
import type { Instance } from './state.ts';

/** Moves instances from the states of transition to those of rest, as their machines get there. */
export const instances: Part = { advance, due };

/** EC2 remembers a terminated instance for about an hour [UG]. */
const REMEMBERED = 3_600_000;

function advance(region: Region): void {
  const { ec2 } = region.state;
  for (const instance of ec2.instances) push(region, instance);
  const forgotten = ec2.instances.some((instance) => isForgotten(region, instance));
  if (forgotten) ec2.instances = ec2.instances.filter((instance) => !isForgotten(region, instance));
}

function due(region: Region): number | undefined {
  const dues = region.state.ec2.instances.flatMap((instance) => dueOf(region, instance) ?? []);
  return dues.length === 0 ? undefined : Math.min(...dues);
}

function dueOf(region: Region, { state, since, bootsAt }: Instance): number | undefined {
  if (state === 'terminated') return since + REMEMBERED;
  return state === 'pending' && bootsAt !== undefined && bootsAt > region.clock.now() ? bootsAt : undefined;
}

function isForgotten(region: Region, { state, since }: Instance): boolean {
  return state === 'terminated' && region.clock.now() >= since + REMEMBERED;
}

function push(region: Region, instance: Instance): void {
  const { instanceId } = instance;
  switch (instance.state) {
    case 'pending':
      // Its own work: an end that is asked for meanwhile does not wait for a boot that may hang.
      if (region.clock.now() >= (instance.bootsAt ?? 0))
        runJob(region, `boot ${instanceId}`, () => boot(region, instance));
      break;
    case 'stopping':
      runJob(region, instanceId, () => powerOff(region, instance));
      break;
    case 'shutting-down':
      runJob(region, instanceId, () => end(region, instance));
      break;
    case 'running':
    case 'stopped':
    case 'terminated':
      break;
  }
}

async function boot(region: Region, instance: Instance): Promise<void> {
  const refusal = bootRefusal(region, instance);
  if (refusal !== undefined) {
    moveTo(region, instance, 'shutting-down', refusal);
    return;
  }
  try {
    await region.machines.start(machineSpec(region, instance));
    if (instance.state === 'pending') moveTo(region, instance, 'running');
  } catch (cause) {
    if (instance.state !== 'pending') return;
    console.error(`${instance.instanceId} does not start`, cause);
    moveTo(region, instance, 'shutting-down', launchFailed(cause));
  }
}

async function powerOff(region: Region, instance: Instance): Promise<void> {
  try {
    await region.machines.stop(instance.instanceId);
    if (instance.state === 'stopping') moveTo(region, instance, 'stopped', instance.reason);
  } catch (cause) {
    console.error(`${instance.instanceId} does not stop`, cause);
    if (instance.state === 'stopping') moveTo(region, instance, 'running');
  }
}

/** What cannot be cleared away is told to whoever runs the region; the instance is over all the same. */
async function end(region: Region, instance: Instance): Promise<void> {
  try {
    await region.machines.end(instance.instanceId);
  } catch (cause) {
    console.error(`something of ${instance.instanceId} is left`, cause);
  }
  moveTo(region, instance, 'terminated', instance.reason);
}
