import { PLAIN } from './plain.ts';
import type { World } from './world.ts';

/** Worlds in which the promise was broken once, cut down, with what must be so. */
export const KNOWN: Readonly<Record<string, World>> = {
  'going back is not over before what the group launched itself serves': {
    ...PLAIN,
    seed: 'w41',
    group: { ...PLAIN.group, boot: { from: 33, to: 74 } },
    policy: { surge: { percent: 25 }, maxBadLaunches: 1 },
    images: { v2: { kind: 'crashes', after: 86 } },
  },
  'where none are asked for, no step is waited for': {
    ...PLAIN,
    seed: 'w3127',
    group: { ...PLAIN.group, size: 0, max: 1 },
    policy: { surge: { percent: 50 }, steps: [{ percent: 50, soak: 20 }] },
  },
};
