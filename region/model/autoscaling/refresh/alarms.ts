import { AwsError } from '../../../protocol/aws-error.ts';
import type { Region } from '../../../region.ts';
import { alarmOf } from '../../monitoring/alarms.ts';
import type { Refresh } from './state.ts';

/** @throws AwsError ValidationError where one of the alarms does not exist [R] */
export function checkAlarms(region: Region, names: readonly string[]): void {
  const unknown = names.filter((name) => alarmOf(region, name) === undefined);
  if (unknown.length === 0) return;
  throw new AwsError('ValidationError', `CloudWatch alarm(s) not found: ${unknown.join(', ')}`);
}

/** Why the alarms of a refresh fail it: one of them is in ALARM. Its rollback does not mind them. */
export function alarmedBecause(region: Region, { status, preferences }: Refresh): string | undefined {
  if (status !== 'InProgress' && status !== 'Baking') return undefined;
  const [name] = preferences.alarms.filter((one) => alarmOf(region, one)?.state === 'ALARM');
  return name === undefined ? undefined : `The CloudWatch alarm ${name} is in the ALARM state.`;
}
