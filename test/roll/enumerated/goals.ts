import type { Goal, Policy } from '../../../roll/goal.ts';
import { goalTo, POLICY } from '../run-roll.ts';
import type { Kind } from './kinds.ts';

/** What is around the group: an alarm that rings or has no data, an outage in which the old ones fail too, a refresh by others. */
export const AROUND = ['quiet', 'ringing', 'silent', 'outage', 'refreshed'] as const;

/** What the largest fleets meet of it. */
const AROUND_ALL = ['quiet', 'outage'] as const;

/** What a roll is begun with: its goal and its baseline. */
export interface Base {
  readonly goal: Goal;
  readonly asked: number;
  readonly max: number;
  readonly around?: (typeof AROUND)[number];
}

/** A canary, and a step for a person after it. */
export const CAREFUL = {
  ...{ ...POLICY, canary: 1, canarySoak: 60_000 },
  steps: [{ to: { percent: 50 }, soak: 10_000, pause: true }],
};

/** Each goal and baseline: how many are asked for, and how. The largest fleets meet rolls alone: a rollback differs in the template only. */
export function* goals(members: number): Generator<Base> {
  if (members < 4) yield* tight();
  if (members < 4)
    for (const asked of [1, 2, 3])
      for (const around of members < 3 ? AROUND : AROUND_ALL)
        yield { goal: goalTo({ policy: CAREFUL }), asked, max: 6, around };
  if (members < 3)
    for (const asked of [1, 2])
      for (const max of [asked, asked + 1, 6])
        yield { goal: goalTo({ policy: { ...POLICY, keepWarm: WARM } }), asked, max };
  for (const kind of members < 3 ? (['roll', 'rollback'] as const) : (['roll'] as const))
    for (const asked of [0, 1, 2])
      for (const surge of [{ count: 1 }, { percent: 100 }])
        for (const percent of [100, 50])
          for (const max of members < 3 ? [asked + 1, 6] : [asked + 1])
            yield { goal: goalTo({ kind, policy: policyOf({ surge, percent }) }), asked, max };
}

/** Groups without room, where old ones go first, and groups that launch when their minimum is raised. */
function* tight(): Generator<Base> {
  const half = { ...POLICY, minHealthy: { percent: 50 } };
  for (const asked of [1, 2, 3]) {
    yield { goal: goalTo({ policy: half }), asked, max: asked };
    yield { goal: goalTo({ policy: { ...half, max: 'raise' } }), asked, max: asked };
    for (const max of [asked + 1, 6]) yield { goal: goalTo({ launchBy: 'min-size' }), asked, max };
  }
}

/** Each policy of a few steps, and of none, for fleets over which nothing is under way; where all are alike, as they are at a roll's end, of more. */
export function* calmGoals(kinds: readonly Kind[]): Generator<Base> {
  const alike = new Set(kinds).size <= 1;
  for (const asked of [0, 1, 2, 3])
    for (const percent of [100, 90, 75, 50, 25, 10])
      for (const surge of [{ count: 1 }, { count: 2 }])
        for (const max of alike ? [asked + 1, asked + 2, 6] : [asked + 1, 6]) {
          const policy = policyOf({ surge, percent });
          yield { goal: goalTo({ policy }), asked, max };
          yield { goal: goalTo({ policy: { ...policy, ...STEPS } }), asked, max };
          if (!alike) continue;
          yield { goal: goalTo({ kind: 'rollback', policy }), asked, max };
          yield { goal: goalTo({ policy: { ...policy, keepWarm: WARM } }), asked, max };
        }
}

const WARM = 3_600_000;
const STEPS = { canary: CAREFUL.canary, canarySoak: CAREFUL.canarySoak, steps: CAREFUL.steps };

function policyOf({ surge, percent }: { surge: Policy['surge']; percent: number }): Policy {
  return { ...POLICY, surge, minHealthy: { percent } };
}
