import type { World } from './world.ts';

/** The plainest of worlds: two machines in one zone that do what they should. */
export const PLAIN: World = {
  seed: 'plain',
  way: 'functions',
  latency: 0,
  group: {
    ...{ size: 2, min: 0, max: 4, zones: 1, healthCheck: 'EC2', grace: 0, uneven: false },
    boot: { from: 10, to: 10 },
    healthy: { from: 1, to: 1 },
    ...{ interval: 10, failures: 2, delay: 20 },
  },
  policy: {},
  plot: [{ kind: 'roll', to: 'v2' }],
  images: {},
  switches: {},
  happenings: [],
};
