import type { Instant } from '../world/clock.ts';
import type { Alarm, Fleet } from './fleet.ts';
import type { Goal } from './goal.ts';

/** So many of its own periods an alarm may be without data (ROLL.md 4). */
const PERIODS = 5;

/** An alarm of the policy that is in ALARM. A rollback shows alarms, and obeys none (ROLL.md 9). */
export function ringingAlarm({ kind }: Goal, { alarms }: Fleet): Alarm | undefined {
  return kind === 'rollback' ? undefined : alarms.find(({ state }) => state === 'alarm');
}

/** An alarm of the policy that has had no data for too long: nobody knows how the new ones do. */
export function silentAlarm({ kind }: Goal, { alarms, at }: Fleet): Alarm | undefined {
  if (kind === 'rollback') return undefined;
  return alarms.find((alarm) => alarm.state === 'no-data' && at > silentFrom(alarm));
}

/** From when on one without data has had none for too long. */
export function silentFrom({ since, period }: Pick<Alarm, 'since' | 'period'>): Instant {
  return since + PERIODS * period;
}
