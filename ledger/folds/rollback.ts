import type { Recorded } from '../facts.ts';
import { rolls, type Roll } from './rolls.ts';
import { endOf, isProven, isUnfinished, lastProven, touching } from './status.ts';

/** What `rollback`, with nothing named, does. */
export type RollbackTarget =
  | { readonly kind: 'to'; readonly leaving: number; readonly release: number }
  /** The environment stands where it would go; `further` is the release before that, to be named if it is meant. */
  | {
      readonly kind: 'already';
      readonly leaving: number;
      readonly release: number;
      readonly further?: number;
    }
  /** There is nowhere to go; `proven` are the releases that can be named. */
  | { readonly kind: 'none'; readonly proven: readonly number[] };

/**
 * It leaves the release that was rolled forward last, also when that roll failed or never ended, for the newest
 * one proven before it that was never rolled back from here (ROLL 9). Typing it twice goes back once.
 */
export function rollbackTarget(facts: readonly Recorded[]): RollbackTarget {
  const all = touching(rolls(facts));
  const forward = all.findLast(({ kind }) => kind === 'roll');
  if (forward === undefined) return { kind: 'none', proven: provenReleases(all) };
  const leaving = forward.release;
  const [release, further] = candidates(all, forward);
  if (release === undefined) return { kind: 'none', proven: provenReleases(all) };
  if (standsAt(all) !== release) return { kind: 'to', leaving, release };
  return { kind: 'already', leaving, release, ...(further !== undefined && { further }) };
}

/** The releases proven before `forward` that were never rolled back from, the one proven last first. */
function candidates(all: readonly Roll[], forward: Roll): number[] {
  const left = new Set(
    all.filter(({ kind }) => kind === 'rollback').map((rollback) => leftBy(all, rollback)),
  );
  const before = all.slice(0, all.indexOf(forward));
  return provenReleases(before).filter((release) => release !== forward.release && !left.has(release));
}

/** What a rollback gave up: what served, unless it goes to that; then what had been rolled forward and never came to serve. */
function leftBy(all: readonly Roll[], rollback: Roll): number | undefined {
  if (rollback.from !== rollback.release) return rollback.from;
  return all.slice(0, all.indexOf(rollback)).findLast(({ kind }) => kind === 'roll')?.release;
}

/** The releases whose roll ended well, the one proven last first. */
function provenReleases(all: readonly Roll[]): number[] {
  const proven = all.filter(isProven).toSorted((a, b) => endOf(b) - endOf(a));
  return [...new Set(proven.map(({ release }) => release))];
}

/** The release that the whole environment stands at, or undefined while it may be mixed. */
function standsAt(all: readonly Roll[]): number | undefined {
  const last = all.at(-1);
  return last === undefined || isUnfinished(last) ? undefined : lastProven(all)?.release;
}
