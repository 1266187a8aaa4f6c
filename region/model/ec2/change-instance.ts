import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { findInstanceType } from './instance-types.ts';
import { findInstance } from './instance.ts';
import { findSecurityGroup } from './security-groups.ts';
import type { Instance } from './state.ts';

/** What can be changed of an instance; what is undefined stays. */
export interface InstanceChange {
  readonly instanceType?: string | undefined;
  /** Base64. */
  readonly userData?: string | undefined;
  readonly ebsOptimized?: boolean | undefined;
  readonly terminationProtected?: boolean | undefined;
  readonly stopProtected?: boolean | undefined;
  readonly onShutdown?: string | undefined;
  readonly securityGroups?: readonly string[] | undefined;
  readonly hopLimit?: number | undefined;
}

/**
 * Changes an instance. What it boots with can be changed while it is stopped only [UG].
 *
 * @throws AwsError as `findInstance`, IncorrectInstanceState, InvalidParameterValue, InvalidGroup.NotFound; then nothing is changed
 */
export function changeInstance(region: Region, instanceId: string, change: InstanceChange): void {
  const instance = findInstance(region, instanceId);
  const { instanceType, userData, ebsOptimized, securityGroups } = change;
  const needsStop = [instanceType, userData, ebsOptimized].some((one) => one !== undefined);
  if (needsStop && instance.state !== 'stopped') throw notStopped(instanceId);
  if (instanceType !== undefined) checkType(instance, instanceType);
  const onShutdown = shutdownOf(change.onShutdown);
  const groups = securityGroups?.map((id) => findSecurityGroup(region, id).id);

  if (instanceType !== undefined) instance.instanceType = instanceType;
  if (userData !== undefined) instance.userData = userData === '' ? undefined : userData;
  if (onShutdown !== undefined) instance.onShutdown = onShutdown;
  if (groups !== undefined) instance.securityGroups = groups;
  instance.settings = { ...instance.settings, ...settingsIn(change) };
}

function notStopped(instanceId: string): AwsError {
  return new AwsError(
    'IncorrectInstanceState',
    `The instance '${instanceId}' is not in the 'stopped' state.`,
  );
}

function checkType({ architecture }: Instance, name: string): void {
  if (findInstanceType(name).architecture === architecture) return;
  throw new AwsError(
    'InvalidParameterValue',
    `The architecture of the instance type '${name}' does not match the instance's, '${architecture}'.`,
  );
}

function shutdownOf(value: string | undefined): 'stop' | 'terminate' | undefined {
  if (value === undefined || value === 'stop' || value === 'terminate') return value;
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${value}) for parameter instanceInitiatedShutdownBehavior is invalid.`,
  );
}

function settingsIn(change: InstanceChange): Instance['settings'] {
  const { ebsOptimized, terminationProtected, stopProtected, hopLimit } = change;
  const settings = { ebsOptimized, terminationProtected, stopProtected, hopLimit };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
