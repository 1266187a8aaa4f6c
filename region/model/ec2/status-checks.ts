import type { Region } from '../../region.ts';
import { findInstance } from './instance.ts';
import type { Instance } from './state.ts';

/** EC2 checks what an instance stands on, and the instance itself [UG]. */
export type StatusCheck = 'system' | 'instance';

export type CheckStatus = 'initializing' | 'ok' | 'impaired' | 'not-applicable';

/** How long the checks of an instance that has just begun to run are initializing [R: minutes]. */
export const INITIALIZING = 120_000;

/** How a status check of an instance stands; only one that runs has any. */
export function statusOf(region: Region, instance: Instance, check: StatusCheck): CheckStatus {
  if (instance.state !== 'running') return 'not-applicable';
  if (impairedSince(instance, check) !== undefined) return 'impaired';
  return region.clock.now() < instance.since + INITIALIZING ? 'initializing' : 'ok';
}

/** Since when a check fails. A failure from before the instance was stopped and started is over: it stands elsewhere now [UG]. */
export function impairedSince(instance: Instance, check: StatusCheck): number | undefined {
  const since = instance.impaired?.[check];
  return since !== undefined && instance.state === 'running' && since >= instance.since ? since : undefined;
}

/** From now on the check fails, or passes again. The machine itself is left as it is. @throws AwsError as `findInstance` */
export function setImpaired(region: Region, instanceId: string, check: StatusCheck, impaired: boolean): void {
  const instance = findInstance(region, instanceId);
  instance.impaired = { ...instance.impaired, [check]: impaired ? region.clock.now() : undefined };
  region.stir();
}
