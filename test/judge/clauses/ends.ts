import { type Asker, type Course, type GroupCourse, groupOf, lastLook } from '../course.ts';
import { takesOut } from '../follow.ts';
import type { Blame, Clause } from './clause.ts';

/** An observation older than this is no licence to act: 2 s, and half a second for the way (ROLL.md 8). */
const FRESH = 2_500;
/** Ids in one tick, however often the driver looks in it (ROLL.md 8). */
const MOST = 20;

/** Old ones go by id, once each, with decrement exactly where there is one too many (ROLL.md 5). */
export const ends: Clause = (course, blame) => {
  const taken: Taken[] = [];
  return (moment) => {
    if (moment.kind !== 'request') return;
    const { request } = moment;
    if (request.driver === undefined || !takesOut(request)) return;
    const one = groupOf(course, request);
    if (one === undefined) {
      const what = `${request.ids.join(', ')} is in none of the groups`;
      blame('not-a-member', { at: request.at, group: '', what, events: [request.event] });
      return;
    }
    judgeDecrement(course, one, request, blame);
    judgeMembership(course, one, request, blame);
    judgeLook(one, request, blame);
    judgeTick(course, one, request, { taken, blame });
  };
};

/** By live desired: as it is, or as the driver saw it, less what it took out itself since. */
function judgeDecrement(course: Course, one: GroupCourse, request: Asker, blame: Blame): void {
  const { at, action, ids, decrement, event, driver, isDone } = request;
  const [id = ''] = ids;
  if (!isDone || action !== 'TerminateInstanceInAutoScalingGroup') return;
  const about = { at, group: one.name, events: [event] };
  if (one.group.members.get(id)?.lifecycle === 'Standby') {
    if (decrement)
      blame('decrement', { ...about, what: `${id} is in Standby, and does not count in desired` });
    return;
  }
  const asked = one.asked.between(at - course.unknown, at);
  const from = (lastLook(one, driver, true)?.at ?? at) - (course.case.lag ?? 0);
  const desired = one.sizes.between(from, at).map((sizes) => sizes.desired);
  const [least, most] = [Math.min(...desired, one.group.sizes.desired), one.group.sizes.desired];
  const high = Math.max(...asked.map((each) => each.high));
  const low = Math.min(...asked.map((each) => each.low));
  if (decrement && Math.max(most, ...desired) <= low)
    blame('decrement', {
      ...about,
      what: `${id} with decrement: desired is ${most}, and ${low} are asked for`,
    });
  if (!decrement && least > high)
    blame('decrement', {
      ...about,
      what: `${id} without decrement: desired is ${most}, and ${high} are asked for`,
    });
}

/** What was on its way out, or not there at all, when the driver looked, is not ended. */
function judgeMembership(course: Course, one: GroupCourse, request: Asker, blame: Blame): void {
  const { at, ids, event, driver } = request;
  const looked = (lastLook(one, driver, true)?.at ?? at) - (course.case.lag ?? 0);
  for (const id of ids) {
    const member = one.group.members.get(id);
    const about = { at, group: one.name, events: [event] };
    if (member === undefined) {
      if ((one.left.get(id) ?? -Infinity) < looked)
        blame('not-a-member', { ...about, what: `${id} is not in the group` });
    } else if (/^(Terminating|EnteringStandby|Detaching)/.test(member.lifecycle) && member.since < looked) {
      blame('repeat', { ...about, what: `${id} was ${member.lifecycle} already` });
    }
  }
}

function judgeLook(one: GroupCourse, { at, event, driver }: Asker, blame: Blame): void {
  const look = lastLook(one, driver, true);
  const age = at - (look?.at ?? -Infinity);
  if (age <= FRESH) return;
  const what = `the driver looked ${age === Infinity ? 'never' : `${age} ms ago`}`;
  blame('stale-look', { at, group: one.name, events: [event], what });
}

interface Taken {
  readonly at: number;
  readonly driver: string | undefined;
  readonly group: string;
  readonly id: string;
}

function judgeTick(
  { case: { policy } }: Course,
  { name }: GroupCourse,
  { at, ids, event, driver }: Asker,
  { taken, blame }: { readonly taken: Taken[]; readonly blame: Blame },
): void {
  taken.push(...ids.map((id) => ({ at, driver, group: name, id })));
  const tick = taken.filter(
    (one) => one.group === name && one.driver === driver && at - one.at < policy.tick,
  );
  const { size } = new Set(tick.map(({ id }) => id));
  if (size <= MOST) return;
  blame('twenty-a-tick', {
    at,
    group: name,
    events: [event],
    what: `${size} instances were taken out in one tick`,
  });
}
