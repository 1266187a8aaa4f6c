import { ceilingOf } from '../asked.ts';
import { type Asker, type Course, type GroupCourse, groupOf, lastLook, type Moment } from '../course.ts';
import type { Blame, Clause } from './clause.ts';

/** What drivers write of a group's sizes (ROLL.md 1 and 6). */
export const sizes: Clause = (course, blame) => {
  // Whose minimum is no higher than the driver saw desired be: what somebody took away since, it gives back (ROLL.md 8).
  const asSeen = new Set<Asker>();
  return (moment) => {
    if (moment.kind === 'change') {
      judgeChange(course, moment, asSeen, blame);
      return;
    }
    const { request } = moment;
    const one = groupOf(course, request);
    if (request.driver === undefined || one === undefined) return;
    if (request.min !== undefined && request.min <= mostDesired(course, one, request)) asSeen.add(request);
    judgeWrite(course, one, request, blame);
  };
};

function judgeChange(
  course: Course,
  moment: Extract<Moment, { kind: 'change' }>,
  asSeen: ReadonlySet<Asker>,
  blame: Blame,
): void {
  const { event, by, was } = moment;
  if (event.type !== 'sizes' || by?.driver === undefined || by.action !== 'UpdateAutoScalingGroup') return;
  const one = course.groups.get(event.group);
  if (one === undefined || was === undefined || event.desired === was.desired) return;
  if (launchesByMinimum(one) && event.desired > was.desired) return;
  if (asSeen.has(by) && by.min === event.desired) return;
  const what = `the update moved desired from ${was.desired} to ${event.desired}`;
  blame('moves-desired', { at: event.at, group: one.name, what, events: [by.event, event] });
}

function judgeWrite(course: Course, one: GroupCourse, request: Asker, blame: Blame): void {
  const { at, action, min, max, desired, event } = request;
  const about = { at, group: one.name, events: [event] };
  if (action === 'SetDesiredCapacity' || (action === 'UpdateAutoScalingGroup' && desired !== undefined)) {
    blame('desired-sent', { ...about, what: `${action} sent a desired capacity of ${desired ?? '?'}` });
  }
  if (action !== 'UpdateAutoScalingGroup') return;
  if (max !== undefined && course.case.policy.max === 'fit')
    blame('maximum', { ...about, what: `wrote a maximum of ${max} under max: fit` });
  if (max !== undefined && max < one.group.sizes.desired)
    blame('maximum', { ...about, what: `a maximum of ${max} is below desired ${one.group.sizes.desired}` });
  if (min === undefined) return;
  const most = mostDesired(course, one, request);
  if (min > most) blame('minimum', { ...about, what: `a minimum of ${min} is above desired ${most}` });
}

/** As it is, or as the driver saw it; to launch by the minimum it may go as far as the surge. */
function mostDesired(course: Course, one: GroupCourse, { driver, at }: Asker): number {
  const looked = (lastLook(one, driver, true)?.at ?? at) - (course.case.lag ?? 0);
  const shown = one.sizes.between(looked, at).map(({ desired }) => desired);
  const live = Math.max(...shown, one.group.sizes.desired);
  return launchesByMinimum(one) ? Math.max(live, ceilingOf(one.asked.now().high, course.case.policy)) : live;
}

function launchesByMinimum({ judged }: GroupCourse): boolean {
  return judged.launchBy === 'min-size';
}
