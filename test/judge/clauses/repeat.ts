import { type Asker, groupOf } from '../course.ts';
import type { Clause } from './clause.ts';

/** A write about single instances is not sent again before the driver has looked twice, a tick apart; where it was refused, once (ROLL.md 5). */
export const repeat: Clause = (course, blame) => {
  const sent = new Map<string, { readonly request: Asker; readonly looks: number }>();
  return (moment) => {
    if (moment.kind !== 'request') return;
    const { request } = moment;
    const { driver, action, protects, at } = request;
    if (driver === undefined || request.isDry || !PER_ID.test(action)) return;
    const one = groupOf(course, request);
    for (const id of request.ids) {
      if (one === undefined) continue;
      const name = `${action} ${protects ?? ''} ${id}`;
      const sentBefore = sent.get(name);
      sent.set(name, { request, looks: one.looks.length });
      // What was done and undone meanwhile may have to be done again.
      if (action === 'SetInstanceProtection') sent.delete(`${action} ${!(protects ?? false)} ${id}`);
      if (sentBefore === undefined) continue;
      const before = sentBefore.request;
      const looks = one.looks
        .slice(sentBefore.looks)
        .filter((look) => look.isWhole && look.driver === driver);
      const needed = wasRefused(before) ? 1 : 2;
      const isApart = needed === 1 || at - before.at >= 0.8 * course.case.policy.tick;
      if (looks.length >= needed && isApart) continue;
      const what = `${action} of ${id} again, after ${looks.length} looks in ${at - before.at} ms`;
      blame('repeat', { at, group: one.name, what, events: [before.event, request.event] });
    }
  };
};

const PER_ID = /^(TerminateInstanceInAutoScalingGroup|SetInstanceProtection|(Enter|Exit)Standby)$/;

/** Answered, and not done. */
function wasRefused({ isDone, event }: Asker): boolean {
  return !isDone && event.outcome !== 'hang';
}
