import { launchFailed } from '../model/ec2/instance.ts';
import type { Instance, StateReason } from '../model/ec2/state.ts';
import type { Region } from '../region.ts';
import { means, strike } from './strike.ts';

/** Has an instance that becomes pending wait for its machine, where the region is broken so. */
export function holdBoot(region: Region, instance: Instance): void {
  const fault = strike(region, 'slow-boot', (words) => means(words, instance));
  if (fault !== undefined) instance.bootsAt = region.clock.now() + Number(fault.words.seconds) * 1000;
}

/** Why an instance that is about to start does not; undefined where it may. */
export function bootRefusal(region: Region, instance: Instance): StateReason | undefined {
  if (strike(region, 'kms', (words) => means(words, instance)) !== undefined) return NO_KEY;
  if (strike(region, 'boot-failure', (words) => means(words, instance)) === undefined) return undefined;
  return launchFailed('the machine did not start');
}

/** What Auto Scaling shows of a disk whose key its role may not use [UG: ts-as-instancelaunchfailure]. */
const NO_KEY: StateReason = {
  code: 'Client.InternalError',
  message: 'Client.InternalError: Client error on launch',
};
