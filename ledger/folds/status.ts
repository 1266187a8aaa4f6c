import type { Instant } from '../../world/clock.ts';
import type { Recorded } from '../facts.ts';
import { rolls, type Roll } from './rolls.ts';

/** An environment, as the ledger tells it; what really runs is observed. */
export interface Status {
  /** The release whose roll here last ended well, and since when; none: nothing was ever proven here. */
  readonly serves?: { readonly release: number; readonly image: string; readonly since: Instant };
  readonly lastRoll?: Roll;
  /** The last roll, when it did not come to an end: the fleet may be mixed, and it can be taken up again. */
  readonly unfinished?: Roll;
  /** The rollback since which no roll is allowed. */
  readonly frozen?: { readonly by: string; readonly since: Instant; readonly roll: string };
}

/** The status of the environment that `facts` are of. */
export function status(facts: readonly Recorded[]): Status {
  const all = rolls(facts);
  const proof = lastProven(all);
  const last = all.at(-1);
  const unfinished = touching(all).at(-1);
  const freeze = frozenBy(facts, all);
  return {
    ...(proof && { serves: { release: proof.release, image: proof.image, since: endOf(proof) } }),
    ...(last && { lastRoll: last }),
    ...(unfinished && isUnfinished(unfinished) && { unfinished }),
    ...(freeze && { frozen: { by: freeze.by, since: freeze.began, roll: freeze.id } }),
  };
}

/** The roll that last ended with its release serving: what "going back" goes back to. */
export function lastProven(all: readonly Roll[]): Roll | undefined {
  return all
    .filter(isProven)
    .toSorted((a, b) => endOf(a) - endOf(b))
    .at(-1);
}

/** The rolls that changed something, or may have. */
export function touching(all: readonly Roll[]): Roll[] {
  return all.filter(({ standing }) => standing.at !== 'untouched');
}

export function isProven({ standing }: Roll): boolean {
  return standing.at === 'proven';
}

export function isUnfinished({ standing }: Roll): boolean {
  return standing.at === 'under-way' || standing.at === 'unfinished';
}

/** When the roll ended; of one that is under way, when it began. */
export function endOf({ standing, began }: Roll): Instant {
  return standing.at === 'under-way' ? began : standing.ended;
}

/** The last rollback that changed something, unless somebody unlocked the environment after it began. */
function frozenBy(facts: readonly Recorded[], all: readonly Roll[]): Roll | undefined {
  const rollback = touching(all).findLast(({ kind }) => kind === 'rollback');
  if (rollback === undefined) return undefined;
  const began = facts.findIndex(({ roll }) => roll === rollback.id);
  const unlocked = facts.slice(began).some(({ fact }) => fact.type === 'unlocked');
  return unlocked ? undefined : rollback;
}
