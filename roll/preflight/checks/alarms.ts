import { type Check, fine, problem, warning } from '../finding.ts';
import { NO_CONSENT } from '../wanted.ts';

/** The alarms of the policy, before anything is done: one that rings already says nothing of the new release (ROLL.md 4). */
export const alarms: Check = ({ alarms: seen, wanted }) => {
  const { policy, kind = 'roll', begun = false, consent = NO_CONSENT } = wanted;
  if (seen === undefined) return [];
  const missing = policy.alarms.filter((name) => seen.every((alarm) => alarm.name !== name));
  const ringing = seen.filter(({ state }) => state === 'ALARM').map(({ name }) => name);
  const obeyed = kind === 'roll' && !begun;
  const found = [
    ...missing.map((name) => (obeyed ? problem : warning)(`there is no alarm ${name}`)),
    ...ringing.map((name) =>
      obeyed && !consent.alarms.includes(name)
        ? problem(`the alarm ${name} is in ALARM already; --ignore-alarm ${name} rolls nevertheless`)
        : warning(`the alarm ${name} is in ALARM, and is ignored`),
    ),
  ];
  return found.length > 0 || seen.length === 0 ? found : [fine(seen.map(({ name }) => name).join(', '))];
};
