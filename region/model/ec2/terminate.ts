import { holdBoot } from '../../faults/boots.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { findInstance, moveTo } from './instance.ts';
import type { StateReason } from './state.ts';

const BY_USER: StateReason = {
  code: 'Client.UserInitiatedShutdown',
  message: 'Client.UserInitiatedShutdown: User initiated shutdown',
};

/**
 * Ends an instance: it is `shutting-down` when this returns, and `terminated` when its machine is gone. Ending an instance
 * that ends already is nothing.
 *
 * @throws AwsError InvalidInstanceID.NotFound, InvalidInstanceID.Malformed
 */
export function terminate(region: Region, instanceId: string, reason = BY_USER): void {
  const instance = findInstance(region, instanceId);
  if (instance.state === 'shutting-down' || instance.state === 'terminated') return;
  moveTo(region, instance, 'shutting-down', reason);
  region.stir();
}

/**
 * Stops an instance: it is `stopping` when this returns, and `stopped` when its machine is off.
 *
 * @throws AwsError as `terminate`, and IncorrectInstanceState
 */
export function stop(region: Region, instanceId: string): void {
  const instance = findInstance(region, instanceId);
  if (instance.state === 'stopping' || instance.state === 'stopped') return;
  if (instance.state !== 'running') throw wrongState(instanceId, 'stopped');
  moveTo(region, instance, 'stopping', BY_USER);
  region.stir();
}

/**
 * Starts a stopped instance again, on its own disk and addresses.
 *
 * @throws AwsError as `stop`
 */
export function start(region: Region, instanceId: string): void {
  const instance = findInstance(region, instanceId);
  if (instance.state === 'pending' || instance.state === 'running') return;
  if (instance.state !== 'stopped') throw wrongState(instanceId, 'started');
  moveTo(region, instance, 'pending');
  holdBoot(region, instance);
  region.stir();
}

function wrongState(instanceId: string, done: string): AwsError {
  return new AwsError(
    'IncorrectInstanceState',
    `The instance '${instanceId}' is not in a state from which it can be ${done}.`,
  );
}
