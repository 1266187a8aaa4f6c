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
  'a dead roll’s ones that make way leave no room for more new ones than the first batch': {
    ...PLAIN,
    seed: 'a-595',
    group: {
      ...{ ...PLAIN.group, size: 4, min: 3, max: 6, grace: 300, interval: 30, delay: 120 },
      ...{ boot: { from: 19, to: 43 }, healthy: { from: 1, to: 19 } },
    },
    plot: [
      { kind: 'roll', to: 'v2', abandonedAt: 105 },
      { kind: 'roll', to: 'v3' },
    ],
  },
  'where LaunchInstances leaves desired as it is, the template is back as soon as that is seen': {
    ...PLAIN,
    policy: { tick: 2 },
    switches: { 'launch-instances-desired': 'kept' },
  },
  'LaunchInstances is seen to leave desired as it is also where others had just been ended': {
    ...PLAIN,
    seed: 'a-192',
    group: { ...PLAIN.group, size: 7, min: 5, max: 14, grace: 300, delay: 0, boot: { from: 52, to: 79 } },
    plot: [
      { kind: 'roll', to: 'v2', abandonedAt: 100 },
      { kind: 'roll', to: 'v3' },
    ],
    switches: { 'launch-instances-desired': 'kept' },
  },
  'what a dead roll launched last, and a lagging look does not tell yet, is nobody’s scale-out': {
    ...PLAIN,
    seed: 'c-151',
    plot: [
      { kind: 'roll', to: 'v2', abandonedAt: 36 },
      { kind: 'rollback', to: 'v1' },
    ],
    happenings: [{ kind: 'fault', at: 0, fault: 'stale-describe', words: ['4'], seconds: 200 }],
    switches: { 'launch-instances-desired': 'kept' },
  },
  'a grace period that somebody else sets stays': {
    ...PLAIN,
    happenings: [{ kind: 'stranger', at: 11, deed: 'grace', seconds: 120 }],
  },
  'who sets a minimum in mid-roll asks for as many, once': {
    ...PLAIN,
    seed: 's-56',
    group: { ...PLAIN.group, size: 5, min: 4, max: 10, zones: 2, boot: { from: 25, to: 29 } },
    policy: { canary: 1, canarySoak: 60 },
    happenings: [{ kind: 'stranger', at: 24, deed: 'resize', what: 'min', change: 1 }],
  },
  'one that a schedule launches as the roll begins is no stray': {
    ...PLAIN,
    happenings: [{ kind: 'stranger', at: 0, deed: 'scale', by: 'schedule', change: 1 }],
  },
  'a scale-out that a dead roll had counted is counted once': {
    ...PLAIN,
    plot: [
      { kind: 'roll', to: 'v2', abandonedAt: 60 },
      { kind: 'roll', to: 'v3' },
    ],
    happenings: [{ kind: 'stranger', at: 12, deed: 'scale', by: 'policy', change: 1 }],
  },
  'a minimum that the group could not launch for is not raised again for what was ended since': {
    ...PLAIN,
    seed: 'h-539',
    group: {
      ...PLAIN.group,
      size: 7,
      max: 12,
      delay: 0,
      boot: { from: 18, to: 59 },
      healthy: { from: 1, to: 21 },
    },
    policy: { surge: { count: 2 } },
    plot: [{ kind: 'rollback', to: 'v2' }],
    switches: { 'launch-instances-desired': 'kept' },
    happenings: [{ kind: 'fault', at: 228, fault: 'no-capacity', words: [], seconds: 81 }],
  },
};
