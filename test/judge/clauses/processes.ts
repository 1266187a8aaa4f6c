import { type Asker, type GroupCourse, groupOf, lastLook } from '../course.ts';
import { isEven } from '../place.ts';
import type { Clause } from './clause.ts';

/** AZRebalance is suspended, nothing else, and resumed where it moves nothing (ROLL.md 3 and 6). */
export const processes: Clause = (course, blame) => (moment) => {
  if (moment.kind !== 'request' || moment.request.driver === undefined) return;
  const { at, action, processes: named, event, isDone } = moment.request;
  if (action !== 'SuspendProcesses' && action !== 'ResumeProcesses') return;
  const one = groupOf(course, moment.request);
  if (one === undefined) return;
  const about = { at, group: one.name, events: [event] };
  const resumes = course.case.resumes ?? [];
  const allowed = action === 'SuspendProcesses' ? ['AZRebalance'] : ['AZRebalance', ...resumes];
  const others = named.length === 0 ? ['all of them'] : named.filter((process) => !allowed.includes(process));
  if (others.length > 0) blame('processes', { ...about, what: `${action}: ${others.join(', ')}` });
  const moves =
    action === 'ResumeProcesses' && named.includes('AZRebalance') && isDone && isUneven(one, moment.request);
  if (moves && !resumes.includes('AZRebalance'))
    blame('rebalance', { ...about, what: 'AZRebalance was resumed while the zones differ by more than one' });
};

/** As the driver could know: by its look, and what it did itself since (ROLL.md 8). */
function isUneven(one: GroupCourse, { driver }: Asker): boolean {
  const look = lastLook(one, driver, true);
  if (isEven(one.group)) return false;
  if (look?.isEven !== true) return true;
  const coming = [...one.group.members.values()].filter(({ lifecycle }) => lifecycle.startsWith('Pending'));
  const launched = coming.filter(({ id, since }) => one.launched.has(id) && since >= look.at);
  return launched.length > 0 || one.takenOut.some(({ at }) => at >= look.at);
}
