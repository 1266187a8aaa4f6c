import { isOverdue } from './deadline.ts';
import { missingOf, roomOf } from './launch.ts';
import type { Rule } from './rule.ts';

/** Room that was lost on the way is waited for; at the deadline the roll rests, for going back would not bring it (ROLL.md 1). */
export const noRoom: Rule = (view) => {
  const { back, fleet, asked, fresh, proven, terminateFirst } = view;
  const full = fleet.group.max < asked + 1 && roomOf(view) <= 0;
  if (back || terminateFirst || !full || missingOf(view) <= 0 || !isOverdue(view)) return undefined;
  if (proven.length < fresh.length) return undefined;
  return {
    kind: 'rest',
    because: `the maximum is ${fleet.group.max}, and ${asked} are asked for: there is no room for one more; raise it, or roll with max: raise`,
  };
};
