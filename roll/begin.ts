import type { Action } from './actions.ts';
import type { Baseline } from './facts.ts';
import type { Fleet } from './fleet.ts';
import type { Goal } from './goal.ts';
import type { Memory } from './memory.ts';

/** What a roll has to have before any rule answers: the group as it was found, and the version that it goes to. */
export function beginning(goal: Goal, fleet: Fleet, memory: Memory): Action[] {
  const baseline = memory.baseline ?? goal.inherited?.baseline ?? baselineOf(goal, fleet);
  const left = goal.inherited?.left;
  return [
    ...(memory.baseline === undefined
      ? [{ kind: 'take-baseline', baseline, ...(left && { left }) } as const]
      : []),
    ...(memory.version === undefined ? [versionFor(goal, fleet, baseline)] : []),
  ];
}

function baselineOf({ policy, from }: Goal, { group }: Fleet): Baseline {
  const { template, min, max, desired, grace, rebalanceSuspended } = group;
  const first = from === undefined && desired === 0 ? (policy.firstSize ?? Math.max(min, 1)) : desired;
  return { template, min, max, desired, grace, rebalanceSuspended, asked: first };
}

function versionFor(goal: Goal, fleet: Fleet, baseline: Baseline): Action {
  const version = versionThere(goal, fleet, baseline);
  if (version !== undefined) return { kind: 'take-version', version };
  const { image, base } = goal;
  return { kind: 'make-version', baseline, image, ...(base === undefined ? {} : { base }) };
}

/**
 * The version that a rollback finds there already: what those that wait in Standby run, or the very one that the rolls which
 * did not come to their end began from (ROLL.md 9).
 */
function versionThere(
  { kind, image, warm }: Goal,
  { members }: Fleet,
  { template }: Baseline,
): number | undefined {
  if (kind !== 'rollback') return undefined;
  const there = members.filter((member) => member.image === image && member.life !== 'leaving');
  const waits = there.find(({ id, life }) => life === 'standby' && warm?.instances.includes(id));
  if (waits !== undefined && warm?.template.id === template.id) return waits.version;
  return there.some(({ version }) => version === template.version) ? template.version : undefined;
}
