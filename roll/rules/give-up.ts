import type { Memory } from '../memory.ts';
import type { View } from '../view.ts';
import { silenceIn } from './alarms.ts';
import { fail } from './fail.ts';
import { isOverdue, isPastReturn } from './deadline.ts';
import { isAsItWas } from './finish.ts';
import { launchRefusal } from './launch-refusal.ts';
import type { Rule } from './rule.ts';

/** Too many bad ones, a launch that AWS refuses, or the time is up: back to what served, or at rest as `on_failure` says. */
export const giveUp: Rule = (view) => {
  const { back, memory, goal } = view;
  if (back || isPastReturn(view)) return undefined;
  const bad = [...memory.bad.entries()].slice(forgivenOf(view).bad);
  const last = bad.at(-1);
  if (last !== undefined && bad.length >= goal.policy.maxBadLaunches)
    return fail(view, `${bad.length} new instances were bad, the last ${last[0]}: ${last[1]}`);
  const reason = launchRefusal(view, forgivenOf(view).launches);
  if (reason !== undefined) return fail(view, `AWS does not launch it: ${reason}`);
  return isOverdue(view) ? fail(view, `it did not end within deadline.total${silenceIn(view)}`) : undefined;
};

/** Where going back takes too long too, a person is needed. */
export const giveUpBack: Rule = (view) => {
  const { back, memory, goal, now } = view;
  const since = memory.backSince;
  if (!back || since === undefined || now - since <= goal.policy.deadline.back) return undefined;
  if (isAsItWas(view)) return undefined;
  return { kind: 'halt', because: `going back (${memory.goingBack ?? ''}) did not end within deadline.back` };
};

/** What failed before a person let it go on, where a failure waits for one, is not held against the roll again. */
function forgivenOf({ goal, memory }: View): Memory['forgiven'] {
  return goal.policy.onFailure === 'hold' ? memory.forgiven : { bad: 0, launches: 0 };
}
