import type * as sdk from '@aws-sdk/client-cloudwatch';

import { alarmOf, enterState, findAlarm, forgetAlarm } from '../../model/monitoring/alarms.ts';
import { action } from '../../protocol/action.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Region } from '../../region.ts';
import { invalid } from './metric.ts';

/** Deletes all of them or, where one is not there, none [UG]. */
export const deleteAlarms = action<sdk.DeleteAlarmsInput, object>(['AlarmNames'], (region, input) => {
  const names = input.AlarmNames;
  if (names.length > 100) throw invalid('At most 100 alarms can be deleted at once');
  for (const name of names) findAlarm(region, name);
  for (const name of names) forgetAlarm(region, name);
  return {};
});

/** Holds until the alarm is judged the next time, within a minute [UG]. */
export const setAlarmState = action<sdk.SetAlarmStateInput, object>(
  ['AlarmName', 'StateValue', 'StateReason', 'StateReasonData'],
  (region, input) => {
    checkJson(input.StateReasonData);
    const alarm = findAlarm(region, input.AlarmName);
    enterState(region, alarm, input.StateValue, input.StateReason, input.StateReasonData);
    return {};
  },
);

function checkJson(text: string | undefined): void {
  if (text === undefined) return;
  try {
    JSON.parse(text);
  } catch {
    throw new AwsError('InvalidFormat', 'StateReasonData is not valid JSON');
  }
}

export const enableActions = action<sdk.EnableAlarmActionsInput, object>(['AlarmNames'], (region, input) =>
  setEnabled(region, input.AlarmNames, true),
);

export const disableActions = action<sdk.DisableAlarmActionsInput, object>(['AlarmNames'], (region, input) =>
  setEnabled(region, input.AlarmNames, false),
);

/** A name that is not known is passed over [R]. */
function setEnabled(region: Region, names: readonly string[], actionsEnabled: boolean): object {
  for (const name of names) {
    const alarm = alarmOf(region, name);
    if (alarm !== undefined) alarm.settings = { ...alarm.settings, actionsEnabled };
  }
  return {};
}
