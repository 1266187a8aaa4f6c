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

/** What AWS refuses for ever must not keep a roll from its end: then it is said instead. */
export function isTooLateToPutBack({ back, memory, goal, now }: View): boolean {
  const { deadline } = goal.policy;
  return back
    ? now - (memory.backSince ?? now) > deadline.back
    : now - goal.began - memory.soaked > deadline.total + TRIES;
}

/** Going back begins with taking the protection off the new ones, and has half of its time for that: they go by their ids all the same. */
export function isTooLateToLetGo({ memory, goal, now }: View): boolean {
  return now - (memory.backSince ?? now) > goal.policy.deadline.back / 2;
}
