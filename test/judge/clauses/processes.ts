import { groupOf } from '../course.ts';
import { isEven } from '../end/rest.ts';
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
  const moves = action === 'ResumeProcesses' && named.includes('AZRebalance') && isDone && !isEven(one);
  if (moves && !resumes.includes('AZRebalance'))
    blame('rebalance', { ...about, what: 'AZRebalance was resumed while the zones differ by more than one' });
};
