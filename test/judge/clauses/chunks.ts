import { type GroupCourse, groupOf, lastLook } from '../course.ts';
import type { Clause } from './clause.ts';

const MOST: Readonly<Record<string, readonly ['protection' | 'standby', number]>> = {
  SetInstanceProtection: ['protection', 50],
  EnterStandby: ['standby', 20],
};

/** Protection and Standby go in chunks, and only for ids that are in service (ROLL.md 5). */
export const chunks: Clause = (course, blame) => (moment) => {
  if (moment.kind !== 'request' || moment.request.driver === undefined) return;
  const { at, action, ids, event, driver, protects } = moment.request;
  const one = groupOf(course, moment.request);
  const [clause, most] = MOST[action] ?? [];
  if (one === undefined || clause === undefined || most === undefined) return;
  const about = { at, group: one.name, events: [event] };
  if (ids.length > most) blame(clause, { ...about, what: `${ids.length} ids in one call: at most ${most}` });
  if (protects === false) return;
  const looked = (lastLook(one, driver, true)?.at ?? at) - (course.case.lag ?? 0);
  const others = ids.filter((id) => !wasInService(one, id, looked));
  if (others.length > 0) blame(clause, { ...about, what: `${others.join(', ')} is not in service` });
};

/** Whether it is, or was when the driver looked. */
function wasInService({ group, left }: GroupCourse, id: string, looked: number): boolean {
  const member = group.members.get(id);
  if (member === undefined) return (left.get(id) ?? -Infinity) >= looked;
  return member.lifecycle === 'InService' || member.since >= looked;
}
