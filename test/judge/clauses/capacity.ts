import { ceilingOf, floorOf } from '../asked.ts';
import { type Asker, type Course, type GroupCourse, groupOf, lastLook } from '../course.ts';
import { takesOut } from '../follow.ts';
import type { Blame, Clause } from './clause.ts';

/**
 * Healthy serving instances never fall below the floor by anything that a driver does (ROLL.md 1). What a driver could not
 * know when it looked is not laid at its door: an instance that died since, what somebody asked for a moment ago.
 */
export const floor: Clause = (course, blame) => (moment) => {
  if (moment.kind !== 'request') return;
  const { request } = moment;
  if (request.driver === undefined || !request.isDone || !takesOut(request)) return;
  const one = groupOf(course, request);
  if (one !== undefined) judgeTaking(course, one, request, blame);
};

function judgeTaking(course: Course, one: GroupCourse, request: Asker, blame: Blame): void {
  const { at, ids, event, driver } = request;
  const now = one.serving.now();
  const look = lastLook(one, driver);
  const since = (look?.at ?? course.case.from) - (course.case.lag ?? 0);
  const seen = look?.serving ?? now;
  const gone = new Set([...ids, ...one.takenOut.filter((taken) => taken.at >= since).map(({ id }) => id)]);
  const about = { at, group: one.name, events: [event] };
  if (ids.some((id) => now.has(id) && seen.has(id))) {
    const least = Math.min(...one.asked.between(at - course.unknown, at).map(({ low }) => low));
    const floor = floorOf(least, course.case.policy);
    const really = staying(now, gone).length;
    if (staying(seen, gone).length < floor && really < floor) {
      const what = `${ids.join(', ')} taken out of service: ${really} are left to serve, and ${floor} have to`;
      blame('floor', { ...about, what });
    }
    return;
  }
  // The balancer fails open: unhealthy ones are the traffic (ROLL.md 4).
  const { targetGroups } = one.judged;
  const carry = ids.filter((id) => course.place.isRegistered(id, targetGroups) && isOld(course, one, id));
  if (carry.length > 0 && seen.size === 0 && now.size === 0) {
    blame('last-ones', {
      ...about,
      what: `${carry.join(', ')} carried the traffic: no other one is healthy`,
    });
  }
}

function staying(serving: ReadonlySet<string>, gone: ReadonlySet<string>): readonly string[] {
  return [...serving].filter((id) => !gone.has(id));
}

function isOld({ made }: Course, { group }: GroupCourse, id: string): boolean {
  const member = group.members.get(id);
  return member !== undefined && !made.has(`${group.settings.template}:${member.version ?? ''}`);
}

/** The desired capacity never goes beyond what is asked for and the surge by a driver (ROLL.md 1). */
export const surge: Clause = (course, blame) => (moment) => {
  if (moment.kind !== 'change' || moment.event.type !== 'sizes') return;
  const { event, by, was } = moment;
  const one = course.groups.get(event.group);
  if (one === undefined || by?.driver === undefined || was === undefined) return;
  if (event.desired <= was.desired) return;
  const { at } = event;
  const most = Math.max(...one.asked.between(at - course.unknown, at).map(({ high }) => high));
  const ceiling = ceilingOf(most, course.case.policy);
  if (event.desired <= ceiling) return;
  const what = `desired ${event.desired}, and ${most} are asked for: with the surge at most ${ceiling} may be`;
  blame('surge', { at, group: one.name, what, events: [by.event, event] });
};
