import { askedSince } from '../asked.ts';
import { unexplained } from '../tally.ts';
import type { View } from '../view.ts';
import { act, type Rule } from './rule.ts';
import { isTheirs } from './settings.ts';

/** Whoever takes a roll up again waits a tick, and looks once more: a call of the driver before may still land (ROLL.md 7). */
export const secondLook: Rule = ({ memory }) =>
  memory.resume === 'begins' && memory.looksSince !== undefined
    ? { kind: 'wait', for: 'a second look', until: undefined }
    : undefined;

/** How many are to serve changes for a reason that is known: what others did to desired, or a minimum of theirs; what nothing explains counts after three ticks, and upwards only (ROLL.md 1). */
export const askedFor: Rule = (view) => {
  const { asked, memory, fleet, now, goal, isFirstBack } = view;
  if (isFirstBack) return undefined;
  const told = askedSince(asked, memory, fleet);
  const more = told === undefined ? unexplained(memory, now, goal.policy.tick) : 0;
  const before = { asked: asked + more, why: `desired is ${more} higher, and nothing says why`, counted: [] };
  const next = [atLeastMinimum, atMostDesired, atMostMaximum].reduce(
    (next, bound) => bound(view, next),
    told ?? before,
  );
  if (next.asked === asked && next.counted.length === 0) return undefined;
  return act([{ kind: 'ask-for', ...next }]);
};

type Bound = (view: View, next: Next) => Next;

interface Next {
  readonly asked: number;
  readonly why: string;
  readonly counted: readonly string[];
}

/** Somebody's minimum is kept, and the group never has fewer. */
const atLeastMinimum: Bound = (view, next) => {
  const { min } = view.fleet.group;
  if (!isTheirs(view, 'min') || min <= next.asked) return next;
  return { ...next, asked: min, why: `somebody set the minimum to ${min}` };
};

/** A roll that is taken up again asks for no more than is desired now; where nothing ever served, nothing may be desired yet. */
const atMostDesired: Bound = ({ memory, fleet, baseline }, next) => {
  const { desired } = fleet.group;
  const launches = memory.resume === 'due' && baseline.asked <= baseline.desired;
  if (!launches || desired >= next.asked) return next;
  return { ...next, asked: desired, why: `desired is ${desired} since the roll was left` };
};

/** Our own maximum is room for the roll, not for more than the group's was. */
const atMostMaximum: Bound = ({ fleet, baseline, memory }, next) => {
  const { max } = fleet.group;
  const ours = max > baseline.max && memory.wrote.some((settings) => settings.max === max);
  if (!ours || next.asked <= baseline.max) return next;
  return { ...next, asked: baseline.max, why: `the maximum was ${baseline.max} before the roll` };
};
