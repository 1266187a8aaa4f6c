import { ringingAlarm, silentAlarm } from '../alarms.ts';
import type { Fleet } from '../fleet.ts';
import type { View } from '../view.ts';
import { fail } from './fail.ts';
import { isPastReturn } from './deadline.ts';
import type { Rule } from './rule.ts';

/** An alarm in ALARM fails the roll; once all are proven, or while those that served fail too, it rests. */
export const alarmRings: Rule = (view) => {
  const { goal, fleet, back } = view;
  const alarm = ringingAlarm(goal, fleet);
  if (back || alarm === undefined) return undefined;
  const because = `the alarm ${alarm.name} is in ALARM`;
  if (isPastReturn(view)) return { kind: 'rest', because };
  return fail(view, because);
};

/** While an alarm has no data nothing is launched, proven or ended: how the new ones do is not known. */
export const alarmSilent: Rule = (view) => {
  const { goal, fleet, back } = view;
  const alarm = silentAlarm(goal, fleet);
  if (back || alarm === undefined) return undefined;
  return { kind: 'wait', for: `the alarm ${alarm.name} to have data again`, until: undefined };
};

/** What there is to say of an alarm without data where the time is up. */
export function silenceIn({ goal, fleet }: { readonly goal: View['goal']; readonly fleet: Fleet }): string {
  const alarm = silentAlarm(goal, fleet);
  return alarm === undefined ? '' : `: the alarm ${alarm.name} has no data`;
}
