import { AwsError } from '../../protocol/aws-error.ts';
import type { Group } from './state.ts';

/** The processes that can be suspended. */
export const PROCESSES = [
  'Launch',
  'Terminate',
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'ReplaceUnhealthy',
  'ScheduledActions',
] as const;

export type Process = (typeof PROCESSES)[number];

export function isSuspended(group: Group, process: Process): boolean {
  return group.suspended.some((suspension) => suspension.process === process);
}

/** @throws AwsError ValidationError when a name is none of a process */
export function checkProcesses(names: readonly string[]): void {
  for (const name of names) {
    if (PROCESSES.some((process) => process === name)) continue;
    throw new AwsError('ValidationError', `${name} is not a valid process type`);
  }
}
