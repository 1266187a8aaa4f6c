import { ALARM } from '../alarm.ts';
import type { Blow } from '../blow.ts';

const WATCHES = ['--alarms', ALARM];

/** What is around the group: its load balancer, its alarms, its database. */
export const AROUND: readonly Blow[] = [
  {
    name: 'drain-hang',
    kind: 'drain-hang',
    words: () => [],
    when: 'before',
    flags: ['--deadline-drain', '30s'],
    exits: [10],
    why: 'the wanted release serves; old ones that do not end are reported, and left',
    launched: 6,
  },
  {
    name: 'alarm.none',
    kind: 'alarm',
    words: () => [],
    when: 'proving',
    exits: [0],
    why: 'an alarm that the policy does not name is none of the roll’s',
    launched: 6,
  },
  {
    name: 'alarm.before',
    kind: 'alarm',
    words: () => [ALARM],
    when: 'before',
    flags: WATCHES,
    exits: [3],
    why: 'an alarm of the policy that rings before the first effect: nothing is begun',
    launched: 0,
  },
  {
    name: 'alarm.proving',
    kind: 'alarm',
    words: () => [ALARM],
    when: 'proving',
    // Alarms are read every 30 s where nothing else is odd.
    flags: [...WATCHES, '--soak', '40s'],
    soak: 40_000,
    exits: [8],
    why: 'an alarm of the policy that rings while the new version is not proven takes it back',
  },
  {
    name: 'alarm.draining',
    kind: 'alarm',
    words: () => [ALARM],
    when: 'draining',
    flags: [...WATCHES, '--deadline-drain', '60s'],
    exits: [12, 0],
    why: 'after the last new one is proven nothing goes back: it rests, where the roll is not at its end before the alarm is read',
  },
  {
    name: 'database-down',
    kind: 'database-down',
    words: () => [],
    when: 'proving',
    seconds: 10,
    exits: [0],
    why: 'a database outage rolls nothing back: old and new fail together',
    launched: 6,
    users: 'the fault',
  },
];
