import type { Region } from '../../region.ts';
import { instanceOf, moveTo } from './instance.ts';
import type { Instance, StateReason } from './state.ts';

/**
 * Joins the instances to the machines that a region process before this one left running. To be called once, before the parts
 * are advanced: instances go on with their machines, what was in transition is begun again by the parts, an instance whose
 * machine is gone ends with a reason, and a machine that belongs to no instance is ended.
 */
export function takeOver(region: Region): void {
  const running = new Set(region.machines.running());
  for (const instance of region.state.ec2.instances) {
    const alive = running.delete(instance.instanceId);
    if (instance.state === 'running' && !alive && !isBeingCaptured(region, instance)) {
      moveTo(region, instance, 'shutting-down', LOST);
    }
    if (instance.state === 'stopped' && alive) moveTo(region, instance, 'stopping', instance.reason);
    if (instance.state === 'terminated' && alive) moveTo(region, instance, 'shutting-down', instance.reason);
  }
  for (const stranger of running.difference(instancesBeside(region))) endStranger(region, stranger);
  region.machines.onOff((instanceId) => {
    wentOff(region, instanceId);
  });
}

/** The instances of the regions that share the machines with this one. */
function instancesBeside({ realm }: Region): Set<string> {
  return new Set(
    realm.regions.flatMap(({ state }) => state.ec2.instances.map(({ instanceId }) => instanceId)),
  );
}

const LOST: StateReason = {
  code: 'Server.InternalError',
  message: 'Server.InternalError: the machine was gone when the local region started again',
};

/** Its machine is off for a moment while CreateImage keeps its disk; that is done again and boots it. */
function isBeingCaptured(region: Region, { instanceId }: Instance): boolean {
  return region.state.ec2.images.some(({ state, source }) => state === 'pending' && source === instanceId);
}

function endStranger(region: Region, instanceId: string): void {
  region.machines.end(instanceId).catch((cause: unknown) => {
    console.error(`something of ${instanceId} is left, which belongs to no instance`, cause);
  });
}

const BY_ITSELF: StateReason = {
  code: 'Client.InstanceInitiatedShutdown',
  message: 'Client.InstanceInitiatedShutdown: Instance initiated shutdown',
};

/** A machine that was shut down from inside, or died: stopped or terminated, as its shutdown behaviour says. */
function wentOff(region: Region, instanceId: string): void {
  const instance = instanceOf(region, instanceId);
  if (instance?.state !== 'running') return;
  moveTo(region, instance, instance.onShutdown === 'stop' ? 'stopped' : 'shutting-down', BY_ITSELF);
  region.stir();
}
