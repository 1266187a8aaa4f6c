import type { Blow } from '../blow.ts';

/** AWS does not launch. */
export const LAUNCHES: readonly Blow[] = [
  {
    name: 'no-capacity.zone',
    kind: 'no-capacity',
    words: ({ zones }) => [zones[0]],
    when: 'before',
    exits: [10],
    why: 'a zone without capacity is passed over, and its share goes to the others: the zones are uneven, and AZRebalance is left to `tidy`',
    launched: 6,
  },
  {
    name: 'no-capacity.all',
    kind: 'no-capacity',
    words: () => [],
    when: 'before',
    exits: [8],
    why: 'no zone is left to try, and nothing was launched',
    launched: 0,
  },
  {
    name: 'no-addresses.zone',
    kind: 'no-addresses',
    words: ({ zones }) => [zones[0]],
    when: 'beginning',
    exits: [10],
    why: 'a zone without addresses is passed over, and its share goes to the others: the zones are uneven, and AZRebalance is left to `tidy`',
    launched: 6,
  },
  {
    name: 'no-addresses.all',
    kind: 'no-addresses',
    words: () => [],
    when: 'beginning',
    exits: [8],
    why: 'no zone is left to try, and nothing was launched; before the roll it is 3, by the plan',
    launched: 0,
  },
  {
    name: 'quota',
    kind: 'quota',
    words: () => ['0'],
    when: 'beginning',
    exits: [8],
    why: 'a quota does not change in time: the roll fails at once',
    launched: 0,
  },
];
