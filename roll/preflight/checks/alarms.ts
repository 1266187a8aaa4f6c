import type { AlarmSeen } from '../../../world/aws/fleet/alarms.ts';
import type { Instant } from '../../../world/clock.ts';
import { silentFrom } from '../../alarms.ts';
import { type Check, fine, type Finding, length, problem, warning } from '../finding.ts';
import { NO_CONSENT } from '../wanted.ts';

/**
 * The alarms of the policy, before anything is done: one that rings already says nothing of the new release, and with one that has
 * had no data for too long the roll would do nothing until its deadline (ROLL.md 4).
 */
export const alarms: Check = ({ alarms: seen, wanted, at }) => {
  const { policy, kind = 'roll', begun = false, consent = NO_CONSENT } = wanted;
  if (seen === undefined) return [];
  const obeyed = kind === 'roll' && !begun;
  const missing = policy.alarms.filter((name) => seen.every((alarm) => alarm.name !== name));
  const found = [
    ...missing.map((name) => (obeyed ? problem : warning)(`there is no alarm ${name}`)),
    ...seen.flatMap((alarm) => saidOf(alarm, obeyed && !consent.alarms.includes(alarm.name), at)),
  ];
  return found.length > 0 || seen.length === 0 ? found : [fine(seen.map(({ name }) => name).join(', '))];
};

/** @param stops whether the roll would heed it, and is not begun */
function saidOf(alarm: AlarmSeen, stops: boolean, now: Instant): Finding[] {
  const { name, state } = alarm;
  if (state === 'OK') return [];
  if (state === 'ALARM')
    return [
      stops
        ? problem(`the alarm ${name} is in ALARM already; --ignore-alarm ${name} rolls nevertheless`)
        : warning(`the alarm ${name} is in ALARM, and is ignored`),
    ];
  const left = silentFrom(alarm) - now;
  if (!stops) return [warning(`the alarm ${name} has no data`)];
  return [
    left < 0
      ? problem(
          `the alarm ${name} has no data, and the roll would wait for some until its deadline; --ignore-alarm ${name} rolls without it (where no data is as it should be, have it treat missing data as notBreaching)`,
        )
      : warning(
          `the alarm ${name} has no data; if it has none in ${length(left)} either, the roll stands still until it has`,
        ),
  ];
}
