import type { Action } from '../actions.ts';
import type { View } from '../view.ts';
import { act, type Rule } from './rule.ts';
import { isSettled } from './settings.ts';

/** Proven new ones are protected from scale-in until the roll ends or goes back; only those that this roll protected lose it again. */
export const protection: Rule = (view) => {
  const { fleet, memory, back, proven, wanted } = view;
  const ours = fleet.members.filter(({ id, life }) => memory.protects.has(id) && isServing(life));
  const ends = isSettled(view);
  if (back || ends) {
    const off = ours.filter((member) => member.protected && (ends || member.version !== wanted));
    if (off.length > 0) return act([{ kind: 'unprotect', instances: off.map(({ id }) => id) }]);
  }
  if (back) return undefined;
  const good = new Set(proven);
  const on = ours.filter((member) => !ends && !member.protected && good.has(member));
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

function isServing(life: string): boolean {
  return life === 'serving' || life === 'standby';
}
