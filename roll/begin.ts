import type { Instant } from '../world/clock.ts';
import type { Action } from './actions.ts';
import { askedAfter, keyOf, othersFor } from './asked.ts';
import type { Baseline } from './facts.ts';
import type { Fleet } from './fleet.ts';
import type { Goal, Inheritance } from './goal.ts';
import type { Memory } from './memory.ts';

/** What a roll has to have before any rule answers: the group as it was found, and the version that it goes to. */
export function beginning(goal: Goal, fleet: Fleet, memory: Memory): Action[] {
  const { baseline, left } = takenOver(goal, fleet) ?? { baseline: baselineOf(goal, fleet), left: undefined };
  const version = versionFor(goal, fleet, memory.baseline ?? baseline);
  const takes = version.kind === 'take-version' ? { takes: version.version } : {};
  return [
    ...(memory.baseline === undefined
      ? [{ kind: 'take-baseline', baseline, ...(left && { left }), ...takes } as const]
      : []),
    ...(memory.version === undefined ? [version] : []),
  ];
}

/** What a dead roll found and left, with what others asked for since; of the rest that happened nobody knows whether that roll did it. */
function takenOver({ inherited }: Goal, fleet: Fleet): Inheritance | undefined {
  if (inherited === undefined) return undefined;
  const { baseline, left } = inherited;
  const { since = Number.POSITIVE_INFINITY } = baseline;
  const before = left.asked ?? baseline.asked;
  const counted = new Set(left.counted);
  const more = othersFor(fleet, since).filter((change) => !counted.has(keyOf(change)));
  const asked = askedAfter(before, more);
  return {
    baseline: { ...baseline, since: newestChange(fleet) },
    left: asked === baseline.asked ? left : { ...left, asked },
  };
}

/** By AWS's clock: of the changes of desired that are told of, the newest is what the baseline stands on. */
export function newestChange({ activities }: Pick<Fleet, 'activities'>): Instant {
  return Math.max(0, ...activities.flatMap(({ changes }) => changes.map(({ at }) => at)));
}

/** The newest that the look shows: one that came between the reads of a look counts later. */
function newestShown(fleet: Fleet): Instant {
  const shown = fleet.activities.flatMap(({ changes }) =>
    changes.filter(({ to }) => to === fleet.group.desired).map(({ at }) => at),
  );
  return shown.length === 0 ? newestChange(fleet) : Math.max(...shown);
}

function baselineOf({ policy, from, warm }: Goal, fleet: Fleet): Baseline {
  const { group } = fleet;
  const { template, min, max, desired, grace, rebalanceSuspended } = group;
  const first = from === undefined && desired === 0 ? (policy.firstSize ?? Math.max(min, 1)) : desired;
  const spared = sparedIn(fleet, warm?.instances ?? []);
  return {
    ...{ template, min, max, desired, grace, rebalanceSuspended, asked: first, since: newestShown(fleet) },
    ...(spared.length === 0 ? {} : { spared }),
  };
}

/** Whom somebody else protects from scale-in, or put into Standby. */
function sparedIn({ members }: Fleet, ours: readonly string[]): string[] {
  return members
    .filter(({ id, life, protected: held }) => held || (life === 'standby' && !ours.includes(id)))
    .map(({ id }) => id);
}

function versionFor(
  goal: Goal,
  fleet: Fleet,
  baseline: Baseline,
): Extract<Action, { kind: 'take-version' | 'make-version' }> {
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
