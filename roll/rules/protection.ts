import type { Action } from '../actions.ts';
import type { Member } from '../fleet.ts';
import type { View } from '../view.ts';
import { isTooLateToLetGo } from './deadline.ts';
import { act, type Rule } from './rule.ts';
import { isSettled, isTheirs } from './settings.ts';

/** Proven new ones are safe from scale-in until the roll ends or goes back: by the minimum that is pinned to desired, and where that does not hold by protection; only those that this roll protected lose it again. */
export const protection: Rule = (view) => {
  const { back, proven, wanted } = view;
  const ours = guarded(view);
  if (isSettled(view)) return undefined;
  if (back && !isTooLateToLetGo(view)) {
    const off = ours.filter((member) => member.protected && member.version !== wanted);
    if (off.length > 0) return act([{ kind: 'unprotect', instances: off.map(({ id }) => id) }]);
  }
  if (back || isHeld(view)) return undefined;
  const good = new Set(proven);
  const on = ours.filter((member) => !member.protected && good.has(member));
  return on.length === 0 ? undefined : act([{ kind: 'protect', instances: on.map(({ id }) => id) }]);
};

/**
 * Before the group may scale in, because LaunchInstances may leave desired where it is ([R]), or a minimum comes down that
 * stood for new ones, all that serve are protected from it (ROLL.md 3).
 */
export function shield({ serving }: View): Action[] {
  const open = serving.filter((member) => !member.protected && member.life === 'serving');
  return open.length === 0 ? [] : [{ kind: 'protect', instances: open.map(({ id }) => id) }];
}

/** Nobody's protection of ours outlives the roll. */
export function letGo(view: View): Action[] {
  const off = protectedByUs(view);
  return off.length === 0 ? [] : [{ kind: 'unprotect', instances: off.map(({ id }) => id) }];
}

/** Who is protected from scale-in, and would not be without this roll. */
export function protectedByUs(view: View): Member[] {
  return guarded(view).filter((member) => member.protected);
}

function guarded({ fleet, memory }: View): Member[] {
  return fleet.members.filter(({ id, life }) => memory.protects.has(id) && isServing(life));
}

/** Whether no scale-in takes one: while a minimum of ours is not below desired, or comes down only for ends of ours, which AWS refuses once others have used it up. */
function isHeld(view: View): boolean {
  const { proven, asked, fleet, spare } = view;
  if (proven.length >= asked || isTheirs(view, 'min')) return false;
  return spare > 0 || fleet.group.min >= fleet.group.desired;
}

function isServing(life: string): boolean {
  return life === 'serving' || life === 'standby';
}
