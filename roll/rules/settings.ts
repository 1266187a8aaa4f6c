import type { Settings } from '../facts.ts';
import type { View } from '../view.ts';
import { act, type Rule } from './rule.ts';

/** While it rolls: nothing is rebalanced, a slow starter is not ended before it is judged, and a scale-in cannot shrink a fleet that is not proven. */
export const settingsHold: Rule = (view) => {
  const settings = wanted(view);
  return Object.keys(settings).length === 0
    ? undefined
    : act([{ kind: 'write-settings', settings, why: 'for the length of the roll' }]);
};

function wanted(view: View): Settings {
  const { group } = view.fleet;
  const grace = Math.ceil(view.goal.policy.deadline.healthy / 1000);
  return {
    ...(group.rebalanceSuspended || isSettled(view) ? {} : { rebalanceSuspended: true }),
    ...(group.grace >= grace || isSettled(view) ? {} : { grace }),
    ...(isUnproven(view) && group.min < group.desired ? { min: group.desired } : {}),
  };
}

/** Whether only putting back is left: then nothing is set any more. */
export function isSettled({ fresh, old, leaving, proven, asked, back, memory }: View): boolean {
  const even = fresh.length === asked && proven.length === asked && old.length === 0;
  return even && leaving.length === 0 && (back || memory.moved);
}

/** While a new one is unproven the minimum is pinned to the live desired capacity, never above it: that would launch (ROLL.md 1). */
function isUnproven({ back, fresh, proven, memory }: View): boolean {
  return !back && fresh.some(({ id }) => !memory.bad.has(id)) && proven.length < fresh.length;
}
