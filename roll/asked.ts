import type { Change, Fleet } from './fleet.ts';
import type { Memory } from './memory.ts';

/** How many are to serve from now on, why, and which changes that takes account of. */
export interface Asked {
  readonly asked: number;
  readonly why: string;
  /** So that no change counts twice, not after a resume either. */
  readonly counted: readonly string[];
}

/**
 * What others' changes of the desired capacity since the baseline make of how many are asked for (ROLL.md 1). What stands of
 * the surge is desired beyond those asked for, so a scale-in takes from it first: it lowers what is asked for only where it
 * goes below that. What is asked for is therefore never desired minus ours.
 *
 * @param from how many are asked for so far
 * @returns undefined where nothing happened that did not count yet
 */
export function askedSince(from: number, memory: Memory, fleet: Fleet): Asked | undefined {
  const changes = [...toldTwice(memory, fleet)].toSorted(([, a], [, b]) => a.at - b.at);
  if (changes.length === 0) return undefined;
  const asked = askedAfter(
    from,
    changes.map(([, change]) => change),
  );
  const last = changes.map(([, change]) => change).at(-1);
  return {
    asked,
    why: last === undefined ? '' : whyOf(last, asked === from),
    counted: changes.map(([key]) => key),
  };
}

/** How many are asked for once those changes, the oldest first, count. */
export function askedAfter(asked: number, changes: readonly Change[]): number {
  return changes.reduce(after, asked);
}

/** What policies, schedules and people did to desired itself since then: each change once, the oldest first. */
export function othersFor({ activities }: Fleet, since: number): Change[] {
  const changes = activities.flatMap(({ changes }) => changes).filter(isSurelyOthers);
  const once = new Map(changes.map((change) => [keyOf(change), change]));
  return [...once.values()].filter(({ at }) => at > since).toSorted((a, b) => a.at - b.at);
}

function isSurelyOthers({ cause, min }: Change): boolean {
  return cause === 'policy' || cause === 'schedule' || (cause === 'person' && min === undefined);
}

/** The names of all changes that a look tells of. */
export function changesTold(fleet: Fleet): ReadonlySet<string> {
  return new Set(fleet.activities.flatMap(({ changes }) => changes.map(keyOf)));
}

/** Changes by others that a look tells of, and that did not count yet. */
export function othersChanges(memory: Memory, fleet: Fleet): ReadonlyMap<string, Change> {
  const since = memory.baseline?.since;
  if (since === undefined) return new Map();
  const found = fleet.activities.flatMap(({ changes, instance }) =>
    changes
      .filter((change) => change.at > since && change.cause !== 'unknown')
      .filter((change) => !memory.counted.has(keyOf(change)) && !isOurs(change, instance, memory))
      .map((change) => [keyOf(change), change] as const),
  );
  return new Map(found);
}

/** Those that the look before told of too: then desired, read before the activities, shows them as well. */
function toldTwice(memory: Memory, fleet: Fleet): ReadonlyMap<string, Change> {
  return new Map([...othersChanges(memory, fleet)].filter(([key]) => memory.told.has(key)));
}

/** All activities of one change tell it alike, to the second. */
export function keyOf({ at, from, to }: Change): string {
  return `${at} ${from} ${to}`;
}

function after(asked: number, { from, to, min }: Change): number {
  // Who sets a minimum that lifts desired asks for that many, and not for so many more.
  if (min !== undefined && min === to && to > from) return Math.max(asked, min);
  return to > from ? asked + to - from : Math.min(asked, to);
}

/** Our own calls: by the instances that they named or launched, or by the minimum that we wrote. */
function isOurs({ cause, min, to }: Change, instance: string | undefined, memory: Memory): boolean {
  if (cause === 'person') return min === to && memory.wrote.some((settings) => settings.min === to);
  if (cause !== 'driver') return false;
  // A call that AWS refused tells of the rise that it would have been, and names no instance.
  if (instance === undefined) return true;
  const { launches, ending, stoodBy, calledBack } = memory;
  // A launch whose answer was lost: what it launched is told when it is asked again.
  if (launches.some(({ answer }) => answer === undefined)) return true;
  const launched = launches.some(({ answer }) => answer?.instances.includes(instance));
  return launched || ending.has(instance) || stoodBy.has(instance) || calledBack.has(instance);
}

const WHO: Readonly<Record<Change['cause'], string>> = {
  policy: 'a scaling policy',
  schedule: 'a schedule',
  person: 'somebody',
  driver: 'somebody',
  health: 'the group',
  rebalance: 'the group',
  refresh: 'an instance refresh',
  capacity: 'the group',
  unknown: 'somebody',
};

function whyOf({ cause, from, to }: Change, same: boolean): string {
  const what = `${WHO[cause]} changed desired from ${from} to ${to}`;
  return same ? `${what}, within the surge` : what;
}
