import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import type { Datapoint } from './judge.ts';
import type { Alarm, AlarmSettings, AlarmState, HistoryItem } from './state.ts';

export function alarmOf(region: Region, name: string): Alarm | undefined {
  return region.state.monitoring.alarms.find(({ settings }) => settings.name === name);
}

/** @throws AwsError ResourceNotFound */
export function findAlarm(region: Region, name: string): Alarm {
  const alarm = alarmOf(region, name);
  if (alarm !== undefined) return alarm;
  throw new AwsError('ResourceNotFound', `Unknown alarm: ${name}`, 404);
}

/** Makes an alarm, or gives other settings to the one of that name, which stays in its state until it is judged anew [UG]. */
export function putAlarm(region: Region, settings: AlarmSettings): Alarm {
  const now = region.clock.now();
  const known = alarmOf(region, settings.name);
  const alarm = known ?? newAlarm(region, settings);
  if (known === undefined) region.state.monitoring.alarms.push(alarm);
  else Object.assign(known, { settings, configured: now, judged: undefined });
  const what = known === undefined ? 'created' : 'updated';
  note(region, alarm, 'ConfigurationUpdate', `Alarm "${settings.name}" ${what}`, {
    type: known === undefined ? 'Create' : 'Update',
  });
  return alarm;
}

function newAlarm(region: Region, settings: AlarmSettings): Alarm {
  const now = region.clock.now();
  return {
    arn: `arn:aws:cloudwatch:${region.name}:${region.accountId}:alarm:${settings.name}`,
    settings,
    configured: now,
    state: 'INSUFFICIENT_DATA',
    reason: 'Unchecked: Initial alarm creation',
    reasonData: undefined,
    since: now,
    judged: undefined,
    value: undefined,
    calls: 0,
  };
}

export function forgetAlarm(region: Region, name: string): void {
  const { monitoring } = region.state;
  const alarm = alarmOf(region, name);
  if (alarm === undefined) return;
  note(region, alarm, 'ConfigurationUpdate', `Alarm "${name}" deleted`, { type: 'Delete' });
  monitoring.alarms = monitoring.alarms.filter((other) => other !== alarm);
}

/** Brings an alarm into a state, which calls the actions of that state. One that is in it already is left alone. */
export function enterState(
  region: Region,
  alarm: Alarm,
  state: AlarmState,
  reason: string,
  reasonData?: string,
): void {
  if (alarm.state === state) return;
  note(region, alarm, 'StateUpdate', `Alarm updated from ${alarm.state} to ${state}`, {
    oldState: { stateValue: alarm.state, stateReason: alarm.reason },
    newState: { stateValue: state, stateReason: reason },
  });
  Object.assign(alarm, { state, reason, reasonData, since: region.clock.now() });
  callActions(alarm);
  for (const arn of calledBy(alarm)) {
    note(region, alarm, 'Action', `Successfully executed action ${arn}`, { actionState: 'Succeeded' });
  }
}

/** Calls the actions of the alarm's state: whoever is called sees that `calls` has grown. */
export function callActions(alarm: Alarm): void {
  if (calledBy(alarm).length > 0) alarm.calls += 1;
}

/** The ARNs of the policies that an alarm calls in its state. */
export function calledBy({ settings, state }: Alarm): readonly string[] {
  return settings.actionsEnabled ? settings.actions[state] : [];
}

/** What a state was judged by, as CloudWatch tells it [R: the members]. */
export function reasonDataOf(region: Region, settings: AlarmSettings, used: readonly Datapoint[]): string {
  return JSON.stringify({
    version: '1.0',
    queryDate: new Date(region.clock.now()).toISOString(),
    statistic: settings.statistic,
    period: settings.period,
    recentDatapoints: used.map(({ value }) => value).toReversed(),
    threshold: settings.threshold,
    evaluatedDatapoints: used.map(({ at, value }) => ({ timestamp: new Date(at).toISOString(), value })),
  });
}

/** Items of history that are kept; AWS keeps thirty days. */
const KEPT = 500;

function note(region: Region, alarm: Alarm, type: HistoryItem['type'], summary: string, data: object): void {
  const { monitoring } = region.state;
  const item = {
    alarm: alarm.settings.name,
    at: region.clock.now(),
    type,
    summary,
    data: JSON.stringify({ version: '1.0', ...data }),
  };
  monitoring.history = [...monitoring.history, item].slice(-KEPT);
}
