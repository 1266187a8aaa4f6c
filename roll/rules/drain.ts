import type { Action } from '../actions.ts';
import type { Member } from '../fleet.ts';
import { MOST } from '../turn.ts';
import type { View } from '../view.ts';
import { fromEmptiest, interleave } from '../zones.ts';
import { missingOf } from './launch.ts';
import { shield } from './protection.ts';
import { act, type Decision, type Rule } from './rule.ts';
import { keptWarm } from './warm.ts';

/** A bad one goes: with decrement where it is one too many, else the group replaces it. */
export const endBad: Rule = (view) =>
  endThem(
    view,
    view.fresh.filter(({ id }) => view.memory.bad.has(id)),
    'it is bad',
  );

/** Those of another version go as far as the floor lets them, once that makes room for a launch, or once all at work are proven: the unhealthy ones first, then from the fullest zone; into Standby, where they are kept warm. */
export const endOld: Rule = (view) => {
  const { back, memory } = view;
  if (!back && !memory.moved) return undefined;
  const why = back ? 'what served before serves' : 'a new one serves in its place';
  const spare = Math.max(view.spare, heldBeyond(view));
  const may = endableOld(view).slice(0, Math.min(spare, MOST));
  const going = (isTime(view, may) ? may : may.filter((member) => !member.healthy)).slice(0, view.turn);
  const falling = going.slice(0, view.spare);
  const warm = keptWarm(view, falling);
  return warm.length === 0 ? endThem(view, going, why) : letGo(view, falling, warm);
};

/** How many stand beyond desired that a scale-in could not take, for all are protected: nobody ends them but us. */
function heldBeyond({ old, fresh, standing, desired, asked }: View): number {
  const stuck = [...old, ...fresh].every((member) => member.protected);
  return stuck ? Math.max(0, standing - Math.max(desired, asked)) : 0;
}

/** Each time some go, the minimum comes down first: so the last ones go together, or as many at once as one tick lets. */
function isTime(view: View, going: readonly Member[]): boolean {
  const { back, fresh, proven } = view;
  return back || going.length >= MOST || missingOf(view) > 0 || proven.length >= fresh.length;
}

/** More than are asked for, of those that were there or, with none of them left, of the new ones: the unhealthy go first, then the unproven, then what was not there at first, then from the fullest zone (ROLL.md 5). */
export const endSurplus: Rule = (view) => {
  const { old, fresh, asked, proven, baseline, standing, desired } = view;
  const from = old.length > 0 ? old : fresh;
  const beyond = old.length > 0 ? view.spare : Math.max(view.spare, standing - Math.max(desired, asked));
  const spare = Math.min(from.length - asked, beyond);
  if (spare <= 0) return undefined;
  const good = new Set([...proven, ...old]);
  const rank = (member: Member) =>
    (member.healthy ? 4 : 0) + (good.has(member) ? 2 : 0) + (isOf(baseline.template.version, member) ? 1 : 0);
  const ranked = interleave(from).toSorted((a, b) => rank(a) - rank(b));
  return endThem(view, mayGo(view, ranked).slice(0, spare), 'it is one more than asked for');
};

/**
 * Those of another version that may be ended: the unhealthy ones, and of the healthy ones as many as the floor spares. Where the
 * group chooses the zone it launches where the fewest stand: so those go first that make room where the fewest new ones are.
 */
export function endableOld(view: View): Member[] {
  const { old, fresh, serving, floor, lifts } = view;
  const well = interleave(old.filter((member) => member.healthy));
  const turns = lifts ? fromEmptiest(well, fresh) : well;
  const healthy = turns.slice(0, Math.max(0, serving.length - floor));
  return [
    ...mayGo(
      view,
      old.filter((member) => !member.healthy),
    ),
    ...healthy,
  ];
}

/** Without those that the floor needs, and, while nothing at all is healthy, without what served: the balancer fails open, and they are the traffic (ROLL.md 4). */
export function mayGo({ dark, old, fresh, floor, baseline }: View, members: readonly Member[]): Member[] {
  let healthy = [...old, ...fresh].filter((member) => member.healthy).length;
  return members.filter((member) => {
    if (!member.healthy) return !dark || member.version !== baseline.template.version;
    healthy -= 1;
    return healthy >= floor;
  });
}

/** Ends those, each with decrement as long as more is desired than asked for; before that the minimum comes down, and is seen to have. */
export function endThem(view: View, victims: readonly Member[], why: string): Decision | undefined {
  const ends: Action[] = [];
  let desired = view.desired;
  for (const { id } of victims.slice(0, view.turn)) {
    const decrement = desired > view.asked;
    if (decrement) desired -= 1;
    ends.push({ kind: 'end', instance: id, decrement, why });
  }
  if (ends.length === 0) return undefined;
  return act(view.fleet.group.min > desired ? roomBelow(view, desired) : ends);
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
  const left = desired - going.length;
  if (view.fleet.group.min > left) return act(roomBelow(view, left));
  return act([{ kind: 'stand-by', instances: warm.map(({ id }) => id), until }, ...ends]);
}

/** At the minimum AWS refuses a decrement. Where the minimum was raised to launch, all that serve are protected first. */
function roomBelow(view: View, desired: number): Action[] {
  return [
    ...(view.lifts ? shield(view) : []),
    { kind: 'write-settings', settings: { min: desired }, why: 'so that they can go' },
  ];
}

function isOf(version: number, member: Member): boolean {
  return member.version === version;
}
