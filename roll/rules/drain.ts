import type { Action } from '../actions.ts';
import type { Member } from '../fleet.ts';
import type { View } from '../view.ts';
import { act, type Rule } from './rule.ts';
import { keptWarm } from './warm.ts';

/** At most so many in one tick: one look, at most 2 s old, is the licence for all of them (ROLL.md 8). */
const MOST = 20;

/** A bad one goes: with decrement where it is one too many, else the group replaces it. */
export const endBad: Rule = (view) =>
  endThem(
    view,
    view.fresh.filter(({ id }) => view.memory.bad.has(id)),
    'it is bad',
  );

/** Those of another version go as far as the floor lets them: the unhealthy ones first, then from the fullest zone; into Standby, where they are kept warm. */
export const endOld: Rule = (view) => {
  const { back, memory, old, serving, floor, desired, asked } = view;
  if (!back && !memory.moved) return undefined;
  const unhealthy = old.filter(({ healthy }) => !healthy);
  const healthy = interleave(old.filter((member) => member.healthy)).slice(
    0,
    Math.max(0, serving.length - floor),
  );
  const spare = Math.max(0, desired - asked);
  const why = back ? 'what served before serves' : 'a new one serves in its place';
  const going = [...unhealthy, ...healthy].slice(0, Math.min(spare, MOST));
  const warm = keptWarm(view, going);
  return warm.length === 0 ? endThem(view, going, why) : letGo(view, going, warm);
};

/** New ones beyond those asked for go, when no old one is left to go instead. */
export const endSurplus: Rule = (view) => {
  const { old, fresh, proven, asked, desired, standing, serving, floor } = view;
  const spare = Math.min(fresh.length - asked, Math.max(desired, standing) - asked);
  if (old.length > 0 || spare <= 0) return undefined;
  const unhealthy = fresh.filter(({ healthy }) => !healthy);
  const unproven = fresh.filter((member) => member.healthy && !proven.includes(member));
  // Healthy is healthy for the floor, proven or not.
  const healthy = [...unproven, ...interleave(proven)].slice(
    0,
    Math.max(0, unproven.length + serving.length - floor),
  );
  return endThem(view, [...unhealthy, ...healthy].slice(0, spare), 'it is one more than asked for');
};

export function endThem(view: View, victims: readonly Member[], why: string): ReturnType<Rule> {
  const ends: Action[] = [];
  let desired = view.desired;
  for (const { id } of victims.slice(0, MOST)) {
    const decrement = desired > view.asked;
    if (decrement) desired -= 1;
    ends.push({ kind: 'end', instance: id, decrement, why });
  }
  if (ends.length === 0) return undefined;
  return act([...roomBelow(view, desired), ...ends]);
}

/** Some wait in Standby for a rollback, the others are ended; desired falls with each. */
function letGo(view: View, going: readonly Member[], warm: readonly Member[]): ReturnType<Rule> {
  const { now, goal, desired } = view;
  const until = now + goal.policy.keepWarm;
  const ends = going
    .filter((member) => !warm.includes(member))
    .map(({ id }): Action => ({
      kind: 'end',
      instance: id,
      decrement: true,
      why: 'a new one serves in its place',
    }));
  return act([
    ...roomBelow(view, desired - going.length),
    { kind: 'stand-by', instances: warm.map(({ id }) => id), until },
    ...ends,
  ]);
}

/** Before a decrement the minimum comes down to what desired will be: at the minimum AWS refuses one. */
function roomBelow({ fleet }: View, desired: number): Action[] {
  if (fleet.group.min <= desired) return [];
  return [{ kind: 'write-settings', settings: { min: desired }, why: 'so that they can go' }];
}

/** From each zone in turn, the fullest first. */
export function interleave(members: readonly Member[]): Member[] {
  const zones = [...Map.groupBy(members, ({ zone }) => zone).values()];
  const turns = zones.flatMap((zone) => zone.map((member, i) => ({ member, left: zone.length - i })));
  return turns
    .toSorted((a, b) => b.left - a.left || a.member.zone.localeCompare(b.member.zone))
    .map(({ member }) => member);
}
