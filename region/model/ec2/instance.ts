import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { checkId } from './id.ts';
import type { Instance, InstanceState, StateReason } from './state.ts';

/** The instance of this id, terminated ones included for as long as EC2 remembers them. */
export function instanceOf(region: Region, instanceId: string): Instance | undefined {
  return region.state.ec2.instances.find((one) => one.instanceId === instanceId);
}

/** @throws AwsError InvalidInstanceID.Malformed, InvalidInstanceID.NotFound */
export function findInstance(region: Region, instanceId: string): Instance {
  checkId(instanceId, 'i', 'InvalidInstanceID');
  const instance = instanceOf(region, instanceId);
  if (instance !== undefined) return instance;
  throw new AwsError('InvalidInstanceID.NotFound', `The instance ID '${instanceId}' does not exist`);
}

/** All of them or none. @throws AwsError as `findInstance`, and InvalidInstanceID.NotFound naming all that are missing */
export function findInstances(region: Region, instanceIds: readonly string[]): Instance[] {
  for (const id of instanceIds) checkId(id, 'i', 'InvalidInstanceID');
  const missing = instanceIds.filter((id) => instanceOf(region, id) === undefined);
  if (missing.length > 1) {
    throw new AwsError('InvalidInstanceID.NotFound', `The instance IDs '${missing.join(', ')}' do not exist`);
  }
  return instanceIds.map((id) => findInstance(region, id));
}

/** The Auto Scaling group that launched the instance. */
export const GROUP_TAG = 'aws:autoscaling:groupName';

/** Moves an instance to another state, and tells the event log. */
export function moveTo(region: Region, instance: Instance, state: InstanceState, reason?: StateReason): void {
  instance.state = state;
  instance.since = region.clock.now();
  if (state === 'pending' || state === 'running') instance.offSince = undefined;
  else instance.offSince ??= instance.since;
  instance.reason = reason;
  tellState(region, instance);
}

export function tellState(region: Region, { instanceId, imageId, state, tags }: Instance): void {
  const group = tags[GROUP_TAG];
  region.events.record({
    type: 'instance',
    instanceId,
    imageId,
    state,
    ...(group === undefined ? {} : { group }),
  });
}

/** The reason of an instance that ends because its machine does not start. */
export function launchFailed(cause: unknown): StateReason {
  return {
    code: 'Server.InternalError',
    message: `Server.InternalError: Internal error on launch: ${String(cause)}`,
  };
}
