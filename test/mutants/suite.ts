/**
 * The tests that a mutant has to get past, from the repository's root, in the order in which they are tried: what takes seconds first.
 * Those of a stage run in one process.
 */
export const SUITE = {
  'the rules': [
    'test/roll/roll.test.ts',
    'test/roll/bounds.test.ts',
    'test/roll/numbers.test.ts',
    'test/roll/order.test.ts',
    'test/roll/judge.test.ts',
    'test/roll/steps.test.ts',
    'test/roll/launching.test.ts',
    'test/roll/held.test.ts',
    'test/roll/turn.test.ts',
    'test/roll/late.test.ts',
    'test/roll/zones.test.ts',
    'test/roll/asked.test.ts',
    'test/roll/warm.test.ts',
    'test/roll/memory.test.ts',
    'test/roll/outage.test.ts',
    'test/roll/alarms.test.ts',
    'test/roll/asks.test.ts',
    'test/roll/begin.test.ts',
    'test/roll/as-it-is.test.ts',
    'test/roll/cause.test.ts',
    'test/roll/tags.test.ts',
    'test/roll/tidy.test.ts',
    'test/roll/keep-tags.test.ts',
    'test/roll/from-tags.test.ts',
    'test/roll/evidence.test.ts',
    'test/roll/crash-evidence.test.ts',
    'test/roll/supersede.test.ts',
    'test/roll/groups.test.ts',
    'test/roll/rehearsal.test.ts',
    'test/roll/preflight.test.ts',
  ],
  'the simulated region': [
    'test/roll/region.test.ts',
    'test/judge/simulated.test.ts',
    'test/simulation/roll.test.ts',
    'test/simulation/kept.test.ts',
    'test/simulation/judging.test.ts',
    'test/simulation/terraform.test.ts',
    'test/simulation/warm.test.ts',
  ],
  'hostile answers': ['test/roll/hostile.test.ts'],
  crashes: ['test/roll/crash.test.ts'],
  'all small fleets': ['test/roll/exhaustive.test.ts'],
} as const;

export type Stage = keyof typeof SUITE;

export const STAGES = Object.keys(SUITE) as Stage[];
