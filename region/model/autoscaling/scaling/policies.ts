import { AwsError } from '../../../protocol/aws-error.ts';
import type { Region } from '../../../region.ts';
import { alarmOf, forgetAlarm } from '../../monitoring/alarms.ts';
import type { AlarmState } from '../../monitoring/state.ts';
import type { Group } from '../state.ts';
import type { Policy } from './policy.ts';

/**
 * A policy by its name or its ARN, which needs no group.
 *
 * @throws AwsError ValidationError
 */
export function findPolicy(
  region: Region,
  groupName: string | undefined,
  nameOrArn: string,
): { group: Group; policy: Policy } {
  for (const group of region.state.autoscaling.groups) {
    if (groupName !== undefined && group.name !== groupName) continue;
    const policy = group.policies.find(
      ({ name, arn }) => arn === nameOrArn || (groupName !== undefined && name === nameOrArn),
    );
    if (policy !== undefined) return { group, policy };
  }
  throw new AwsError('ValidationError', `Scaling policy name not found - ${nameOrArn}`);
}

/** Takes a policy from its group: the alarms that it made go too, other alarms no longer call it [UG]. */
export function removePolicy(region: Region, group: Group, policy: Policy): void {
  group.policies = group.policies.filter((other) => other !== policy);
  forgetOwnAlarms(region, policy);
  for (const alarm of region.state.monitoring.alarms) {
    alarm.settings = { ...alarm.settings, actions: without(alarm.settings.actions, policy.arn) };
  }
}

/** Deletes the alarms that a target tracking policy made. */
export function forgetOwnAlarms(region: Region, { settings }: Policy): void {
  if (settings.kind !== 'TargetTrackingScaling') return;
  const { high, low } = settings.alarms;
  for (const name of [high, low]) {
    if (name !== undefined && alarmOf(region, name) !== undefined) forgetAlarm(region, name);
  }
}

type Actions = Readonly<Record<AlarmState, readonly string[]>>;

function without({ OK, ALARM, INSUFFICIENT_DATA }: Actions, arn: string): Actions {
  const kept = (arns: readonly string[]) => arns.filter((other) => other !== arn);
  return { OK: kept(OK), ALARM: kept(ALARM), INSUFFICIENT_DATA: kept(INSUFFICIENT_DATA) };
}
