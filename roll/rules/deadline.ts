import type { Instant } from '../../world/clock.ts';
import type { View } from '../view.ts';

/** Whether all that were asked for of the last group were proven: then no failure goes back any more (ROLL.md 5). */
export function isPastReturn({ back, memory, goal, asked, proven }: View): boolean {
  if (back || !memory.moved || !goal.last) return false;
  return memory.passed.has(goal.policy.steps.length) || proven.length >= asked;
}

/** Whether `deadline.total` is over. */
export function isOverdue(view: View): boolean {
  return view.now > deadlineOf(view);
}

/** When `deadline.total` is over. Soaks do not count towards it, nor does a pause: whoever goes on begins anew. */
export function deadlineOf({ goal, memory }: View): Instant {
  return goal.began + goal.policy.deadline.total + memory.soaked;
}

/** How long it tries, after the time is up, to put back what AWS does not take: milliseconds. */
const TRIES = 120_000;

/** What AWS refuses for ever must not keep a roll from its end: then it is said instead. @param share of the time */
export function isTooLateToPutBack({ back, memory, goal, now }: View, share = 1): boolean {
  const { deadline } = goal.policy;
  return back
    ? now - (memory.backSince ?? now) > share * deadline.back
    : now - goal.began - memory.soaked > deadline.total + share * TRIES;
}

/** Protection comes off first, and has half of the time: what AWS does not take of it must not keep the settings as they are. */
export function isTooLateToLetGo(view: View): boolean {
  return isTooLateToPutBack(view, 0.5);
}
