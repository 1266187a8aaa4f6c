import type { Recorded, RollBegan } from '../facts.ts';

/** The environment as the last roll in `facts` stored it; undefined where nothing was ever rolled. */
export function resolvedIn(facts: readonly Recorded[]): RollBegan['resolved'] | undefined {
  const last = facts.findLast(({ fact }) => fact.type === 'roll-began');
  return last?.fact.type === 'roll-began' ? last.fact.resolved : undefined;
}
