import type { Blow } from '../blow.ts';

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
