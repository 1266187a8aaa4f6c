import type { Action } from '../actions.ts';
import type { View } from '../view.ts';
import { act, type Rule } from './rule.ts';
import { isSettled } from './settings.ts';

/** Those on their way out are waited for, until `deadline.drain`; then the roll ends without them, and says so. */
export const waitForLeaving: Rule = ({ leaving, memory, goal, now }) => {
  if (leaving.length === 0) return undefined;
  const until = (memory.leavingSince ?? now) + goal.policy.deadline.drain;
  if (now > until) return undefined;
  return { kind: 'wait', for: `${leaving.map(({ id }) => id).join(', ')} to drain`, until };
};

/** Everything that we set is put back, each setting only if it still has the value that we wrote. */
export const putBack: Rule = (view) => {
  if (!isAtGoal(view)) return undefined;
  const { fleet, memory, baseline, back, goalVersion } = view;
  const { group } = fleet;
  const { wrote } = memory;
  const settings = {
    ...(wrote.min === group.min && group.min !== baseline.min ? { min: baseline.min } : {}),
    ...(wrote.grace === group.grace && group.grace !== baseline.grace ? { grace: baseline.grace } : {}),
    ...(wrote.rebalanceSuspended === true && group.rebalanceSuspended && !baseline.rebalanceSuspended
      ? { rebalanceSuspended: false }
      : {}),
  };
  const ours = fleet.members
    .filter((member) => member.protected && isOurs(view, member.id))
    .map(({ id }) => id);
  const actions: Action[] = [
    ...(ours.length > 0 ? [{ kind: 'unprotect', instances: ours } as const] : []),
    ...(Object.keys(settings).length > 0
      ? [{ kind: 'write-settings', settings, why: 'as it was' } as const]
      : []),
  ];
  if (actions.length > 0) return act(actions);
  return back && memory.version === goalVersion && !memory.deleted
    ? act([{ kind: 'delete-version', version: goalVersion }])
    : undefined;
};

/** The goal is reached, or what served before serves again. */
export const finished: Rule = (view) => {
  if (!isAtGoal(view)) return undefined;
  const { leaving, fleet, baseline } = view;
  const { group } = fleet;
  return {
    kind: 'done',
    left: [
      ...leaving.map(({ id }) => `${id} did not end within deadline.drain`),
      ...(group.min === baseline.min
        ? []
        : [`the minimum is ${group.min}, and was ${baseline.min}: somebody else set it`]),
      ...(group.grace === baseline.grace
        ? []
        : [`the grace period is ${group.grace} s, and was ${baseline.grace} s`]),
    ],
  };
};

/** Nothing else answers: it waits for the new ones, and says for what. */
export const keepWaiting: Rule = ({ fresh, proven, asked }) => {
  const coming = fresh.filter((member) => !proven.includes(member));
  const [first] = coming;
  const what =
    first === undefined
      ? `${asked - proven.length} more to be launched`
      : `${first.id}${coming.length > 1 ? ` and ${coming.length - 1} more` : ''} to be proven${first.reason ? ` (${first.reason})` : ''}`;
  return { kind: 'wait', for: what, until: undefined };
};

/** Whether the wanted version alone is left; one that cannot be ended is reported, and does not hold the roll up. */
function isAtGoal(view: View): boolean {
  return isSettled({ ...view, leaving: [] });
}

function isOurs({ memory }: View, id: string): boolean {
  return memory.protects.has(id);
}
