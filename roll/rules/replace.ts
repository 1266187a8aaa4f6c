import type { Action } from '../actions.ts';
import type { LaunchOrder } from '../facts.ts';
import type { View } from '../view.ts';
import { endableOld } from './drain.ts';
import { missingOf } from './launch.ts';
import { knownOf, ordersToGroup } from './launch-by-group.ts';
import { act, type Rule } from './rule.ts';
import { pointed } from './settings.ts';

/** Where there is no room beyond those asked for, old ones go first, as far as the floor lets them, and the group launches new ones in their place (ROLL.md 5). */
export const replaceOld: Rule = (view) => {
  const { terminateFirst, desired, asked, turn } = view;
  if (!terminateFirst || desired > asked || ordersToGroup(view).length > 0) return undefined;
  const victims = endableOld(view).slice(0, Math.max(0, Math.min(missingOf(view), turn)));
  if (victims.length === 0) return undefined;
  return act([
    ...pointed(view),
    { kind: 'expect', order: orderOf(view, victims.length) },
    ...victims.map(({ id }): Action => ({
      ...{ kind: 'end', instance: id, decrement: false, why: 'a new one comes in its place' },
    })),
  ]);
};

function orderOf(view: View, count: number): LaunchOrder {
  const { memory, wanted, fleet, now } = view;
  return {
    ...{ attempt: memory.launches.length, zone: '', subnet: '', count, version: wanted },
    ...{ by: 'replacement', desired: fleet.group.desired, at: now, known: knownOf(view) },
  };
}
