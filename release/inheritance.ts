import type { Recorded } from '../ledger/facts.ts';
import { rollFacts } from '../ledger/folds/memory.ts';
import { rolls } from '../ledger/folds/rolls.ts';
import { isUnfinished, touching } from '../ledger/folds/status.ts';
import type { RollFact } from '../roll/facts.ts';
import type { Inheritance } from '../roll/goal.ts';
import { recall } from '../roll/fold.ts';
import { BLANK } from '../roll/memory.ts';

/**
 * What a roll takes over of a group from one that did not come to its end: the group as that one found it, and what is left of its own.
 * One that died before it had looked at the group had that to take over from the one before it.
 *
 * @returns undefined where none of them had looked at the group
 */
export function inheritanceFrom(
  facts: readonly Recorded[],
  roll: string,
  group: string,
): Inheritance | undefined {
  const own = inheritanceIn(rollFacts(facts, roll, group), roll);
  if (own !== undefined) return own;
  const all = touching(rolls(facts));
  const before = all[all.findIndex(({ id }) => id === roll) - 1];
  return before && isUnfinished(before) ? inheritanceFrom(facts, before.id, group) : undefined;
}

/** The same, of the facts of one roll alone. */
export function inheritanceIn(facts: readonly RollFact[], roll: string): Inheritance | undefined {
  const memory = facts.reduce(recall, BLANK);
  const { baseline, version, taken, deleted, asked, counted, wrote, orphans, protects, standby } = memory;
  if (baseline === undefined) return undefined;
  const made = version === undefined || taken || deleted ? [] : [version];
  const left = {
    ...(asked === undefined ? {} : { asked }),
    ...(counted.size === 0 ? {} : { counted: [...counted] }),
    wrote: [...wrote],
    versions: [...orphans, ...made],
    protects: [...protects],
    standby: [...standby],
  };
  return { baseline, left, ...(version === undefined ? { maker: roll } : {}) };
}
