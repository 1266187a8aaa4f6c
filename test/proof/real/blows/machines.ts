import type { Blow } from '../blow.ts';

/** Instances die, and what they stand on. */
export const MACHINES: readonly Blow[] = [
  {
    name: 'kill-instance.old',
    kind: 'kill-instance',
    words: ({ old }) => [old[0]],
    when: 'proving',
    exits: [0],
    why: 'the group replaces it with what is proven, and the roll replaces that',
    healthy: 5,
    users: 'the killed',
  },
  {
    name: 'kill-instance.new',
    kind: 'kill-instance',
    words: ({ fresh, old }) => [fresh[0] ?? old[0]],
    when: 'proving',
    exits: [0],
    why: 'one that somebody ended is launched again; one alone takes nothing back',
    users: 'the killed',
  },
  {
    name: 'kill-instance.draining',
    kind: 'kill-instance',
    words: ({ old }) => [old[0]],
    when: 'draining',
    exits: [0],
    why: 'it was on its way out',
    users: 'the killed',
  },
  {
    name: 'reclaim',
    kind: 'reclaim',
    words: ({ old }) => [old[0]],
    when: 'before',
    flags: ['--soak', '110s'],
    exits: [0],
    why: 'the group replaces it with what is proven, and the roll replaces that',
    healthy: 5,
    users: 'the killed',
  },
  {
    name: 'zone-loss',
    kind: 'zone-loss',
    words: ({ zones }) => [zones[0]],
    when: 'proving',
    exits: [0],
    why: 'what failed with its zone is not the image’s fault: the roll goes on in the zones that are left',
    healthy: 3,
    users: 'the killed',
  },
];
