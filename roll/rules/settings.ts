import type { Instant } from '../../world/clock.ts';
import type { Action } from '../actions.ts';
import type { Settings } from '../facts.ts';
import type { Member } from '../fleet.ts';
import { graceOf } from '../numbers.ts';
import type { View } from '../view.ts';
import { endBad, endOld, endSurplus } from './drain.ts';
import { act, type Rule } from './rule.ts';
import { endStrays } from './strays.ts';

/** While it rolls: nothing is rebalanced, a slow starter is not ended before it is judged, and a scale-in cannot shrink a fleet that is not proven. */
export const settingsHold: Rule = (view) => {
  const settings = held(view);
  return Object.keys(settings).length === 0
    ? undefined
    : act([{ kind: 'write-settings', settings, why: 'for the length of the roll' }]);
};

/** What is to be set now. Whoever writes the group for another reason writes this with it. */
export function held(view: View): Settings {
  const min = pinned(view);
  const max = raised(view);
  return {
    ...(view.fleet.group.rebalanceSuspended || isSettled(view) ? {} : { rebalanceSuspended: true }),
    ...(isPointed(view) ? graceFor(view) : {}),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
}

/** The grace period that does not end a slow starter before it is judged. */
function graceFor(view: View): Settings {
  const grace = graceOf(view.goal.policy);
  const { group } = view.fleet;
  return group.grace >= grace || isSettled(view) || isTheirs(view, 'grace') ? {} : { grace };
}

/** Whether the group was pointed at the new version: before that nothing of it is launched that needs the time. */
function isPointed({ back, memory, fleet, goalVersion }: View): boolean {
  return back || memory.launches.length > 0 || fleet.group.template.version === goalVersion;
}

/** Points the group at the new version, where it is not: in the same write its instances get the time that they need. */
export function pointed(view: View): Action[] {
  const { fleet, back, goalVersion } = view;
  if (back || fleet.group.template.version === goalVersion) return [];
  return [
    {
      kind: 'write-settings',
      settings: { ...graceFor(view), version: goalVersion },
      why: 'to launch it',
    },
  ];
}

/**
 * While a new one is unproven the minimum is pinned to the live desired capacity, never above it: that would launch (ROLL.md 1);
 * and to what desired will be, where some are about to be ended with decrement.
 */
function pinned(view: View): number | undefined {
  const { group } = view.fleet;
  if (!isUnproven(view) || isTheirs(view, 'min')) return undefined;
  const ending = [endStrays, endBad, endOld, endSurplus].map((rule) => rule(view)).find(Boolean);
  const acts = ending?.kind === 'act' ? ending.actions : [];
  const [least] = acts.flatMap((action) =>
    action.kind === 'write-settings' && action.settings.min !== undefined ? [action.settings.min] : [],
  );
  const falls = acts.filter((action) => action.kind === 'end' && action.decrement).length;
  const to = least ?? Math.min(group.desired, view.desired) - falls;
  return group.min < to ? to : undefined;
}

/** With `max: raise` the maximum has room for the surge, for as long as something may be launched. */
function raised(view: View): number | undefined {
  const { goal, fleet, asked, surge, back, allowed, fresh } = view;
  if (goal.policy.max !== 'raise' || isTheirs(view, 'max') || isSettled(view)) return undefined;
  const launches = back ? fresh.length < asked : fresh.length < Math.max(allowed, asked);
  return launches && fleet.group.max < asked + surge ? asked + surge : undefined;
}

/** Whether only putting back is left: then nothing is set any more. */
export function isSettled(view: View): boolean {
  const { fleet, fresh, old, asked, back, memory } = view;
  const even = fresh.length === asked && fleet.group.desired === asked && old.length === 0;
  return (
    even && isDrained(view) && fresh.every((member) => isGoodEnough(view, member)) && (back || memory.moved)
  );
}

/** Whether nobody on the way out is waited for any more: they are gone, or `deadline.drain` is over. */
export function isDrained(view: View): boolean {
  return view.now > drainEnd(view);
}

/** Until when those on their way out are waited for, each from the moment on that it began to leave. */
export function drainEnd({ leaving, memory, goal, now }: View): Instant {
  const began = leaving.map(({ id }) => memory.sightings.get(id)?.leavingSince ?? now);
  return Math.max(Number.NEGATIVE_INFINITY, ...began) + goal.policy.deadline.drain;
}

/**
 * Going back asks for proof of what it launched or called back itself: those that served before are what they were. What the
 * group launched meanwhile is waited for as any new one is: it counts when it serves, or when it has had its time.
 */
function isGoodEnough({ back, proven, memory, wanted, goal, now }: View, { id, healthy }: Member): boolean {
  if (proven.some((member) => member.id === id)) return true;
  const launched = memory.launches.some(
    ({ version, answer }) => version === wanted && answer?.instances.includes(id),
  );
  if (!back || launched || memory.waits.called.has(id)) return false;
  const since = memory.sightings.get(id)?.servingSince;
  return healthy || (since !== undefined && now - since > goal.policy.deadline.healthy);
}

function isUnproven({ back, fresh, proven, memory }: View): boolean {
  return !back && fresh.some(({ id }) => !memory.bad.has(id)) && proven.length < fresh.length;
}

/** Whether somebody else set that since the roll began: it is kept (ROLL.md 6). */
export function isTheirs({ fleet, baseline, memory }: View, name: 'min' | 'max' | 'grace'): boolean {
  const now = fleet.group[name];
  return now !== baseline[name] && memory.wrote.every((settings) => settings[name] !== now);
}
