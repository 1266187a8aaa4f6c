import type { TimedEvent } from '../../region/event.ts';
import { askedAfter } from './asked.ts';
import type { Case } from './case.ts';
import { type Asker, type Course, type GroupCourse, groupOf, type Moment, startCourse } from './course.ts';
import { emptyPlace, isEven } from './place.ts';
import { noteProof } from './proof.ts';
import { readRequest } from './request.ts';
import type { Timeline } from './timeline.ts';
import { driverOf, type Effects, effectsOf } from './whose.ts';

/**
 * Follows a log to the end of a roll.
 *
 * @param begin what is told each moment, from the beginning of the roll on, once the course has followed it
 */
export function follow(
  events: readonly TimedEvent[],
  judged: Case,
  begin: (course: Course) => (moment: Moment) => void,
): Course {
  const place = emptyPlace();
  const { from, to = Infinity } = judged;
  const first = events.findIndex(({ at }) => at >= from);
  for (const event of first < 0 ? events : events.slice(0, first)) place.follow(event);
  const course = startCourse(place, judged);
  const tell = begin(course);
  const step = stepper(course);
  for (const event of first < 0 ? [] : events.slice(first)) if (event.at <= to) tell(step(event));
  return course;
}

/** What each event means; the course is as it is after it. */
function stepper(course: Course): (event: TimedEvent) => Moment {
  let last: Asker | undefined;
  let effects: Effects | undefined;
  return (event) => {
    course.lastAt = event.at;
    if (event.type === 'request') {
      last = { ...readRequest(event), driver: driverOf(course.case, event) };
      effects = effectsOf(course, last);
      noteLook(course, last);
      if (last.driver !== undefined && event.write && !last.isDry) noteWrite(course, last);
      if (last.driver !== undefined) noteProof(course, event.at);
      return { kind: 'request', request: last };
    }
    const by = effects?.has(event) === true ? last : undefined;
    const before = 'group' in event ? course.groups.get(event.group ?? '')?.group : undefined;
    const was = before && { ...before.sizes, ...before.settings };
    course.place.follow(event);
    const change = { kind: 'change', event, by, was } as const;
    apply(course, change);
    return change;
  };
}

type Change = Extract<Moment, { kind: 'change' }>;

function noteLook(
  { groups, case: { lag = 0 } }: Course,
  { action, groups: names, event, at, driver }: Asker,
): void {
  if (driver === undefined || event.outcome !== 'ok') return;
  const targetGroup = action === 'DescribeTargetHealth' ? event.about?.['TargetGroupArn'] : undefined;
  const seen = <Value>(values: Timeline<Value>) => (lag === 0 ? values.now() : values.at(at - lag));
  for (const { name, judged, looks, serving, sizes, even } of groups.values()) {
    const isWhole = action === 'DescribeAutoScalingGroups' && (names.length === 0 || names.includes(name));
    const isPart = judged.targetGroups.some((one) => one === targetGroup);
    if (!isWhole && !isPart) continue;
    looks.push({ at, driver, isWhole, serving: seen(serving), sizes: seen(sizes), isEven: seen(even) });
  }
}

function noteWrite(course: Course, request: Asker): void {
  course.writes.push(request);
  const { min, max, version, processes, action } = request;
  const grace = request.event.about?.['HealthCheckGracePeriod'];
  const values = Object.entries({ min, max, version, grace }).filter(([, value]) => value !== undefined);
  const suspended = action === 'SuspendProcesses' ? processes : [];
  const wrote = [...values.map(([name, value]) => `${name} ${String(value)}`), ...suspended];
  for (const value of wrote) groupOf(course, request)?.wrote.add(value);
}

/** Notes what drivers take out, once what was known before is judged. */
export function noteTakenOut(course: Course, request: Asker): void {
  if (request.driver === undefined || !request.isDone || !takesOut(request)) return;
  const { at, ids } = request;
  groupOf(course, request)?.takenOut.push(...ids.map((id) => ({ at, id })));
}

/** Whether a request takes instances out of service, by their ids. */
export function takesOut({ action, isDry }: Asker): boolean {
  return (
    !isDry &&
    /^(TerminateInstance(InAutoScalingGroup|s)|StopInstances|EnterStandby|DetachInstances)$/.test(action)
  );
}

function apply(course: Course, change: Change): void {
  const { event } = change;
  if (event.type === 'template') {
    const isOurs = change.by?.driver !== undefined && event.phase === 'made';
    if (isOurs) course.made.add(`${event.template}:${event.version}`);
  }
  if (event.type === 'member') followMember(course, event, change.by);
  if (event.type === 'member' || event.type === 'instance' || event.type === 'target') {
    recount(course, event.at, event.instanceId);
  }
  const one = 'group' in event ? course.groups.get(event.group ?? '') : undefined;
  if (one === undefined) return;
  if (event.type === 'sizes') one.sizes.set(event.at, one.group.sizes);
  if (event.type === 'member' || event.type === 'settings') one.even.set(event.at, isEven(one.group));
  if (change.by?.driver === undefined) keepEdit(course, one, change);
}

/** What somebody else changed is to stay so. */
function keepEdit({ case: { policy } }: Course, one: GroupCourse, { event, by, was }: Change): void {
  if (was === undefined) return;
  if (event.type === 'sizes') {
    const { min, max, desired } = event;
    const edits = { ...(min === was.min ? {} : { min }), ...(max === was.max ? {} : { max }) };
    one.kept = { ...one.kept, ...edits, desired };
    const { low, high } = askedAfter(one, event, { was, by, policy });
    // A group never has fewer than its minimum: who sets one asks for as many; the driver's own value may be taken for the driver's.
    const least = edits.min ?? 0;
    const surely = one.wrote.has(`min ${least}`) ? low : Math.max(low, least);
    one.asked.set(event.at, { low: surely, high: Math.max(high, least) });
  } else if (event.type === 'settings') {
    const { template, version, grace, suspended } = event;
    const isMoved = template !== was.template || version !== was.version;
    const isSame = suspended.join() === was.suspended.join();
    one.movedByOthers ||= isMoved;
    one.kept = {
      ...one.kept,
      ...(isMoved ? { template, version } : {}),
      ...(grace === was.grace ? {} : { grace }),
      ...(isSame ? {} : { suspended: edited(one.kept.suspended, was.suspended, suspended) }),
    };
  } else if (event.type === 'protection') {
    const { instanceId: id } = event;
    const others = [...one.kept.protected].filter((other) => other !== id);
    one.kept = { ...one.kept, protected: new Set(event.protected ? [...others, id] : others) };
  }
}

/** A set with the same added and taken away as from one set to another. */
function edited(kept: readonly string[], was: readonly string[], is: readonly string[]): readonly string[] {
  const added = is.filter((one) => !was.includes(one));
  const stayed = kept.filter((one) => is.includes(one) || !was.includes(one));
  return [...new Set([...stayed, ...added])];
}

function followMember(
  { groups, homes }: Course,
  event: Extract<TimedEvent, { type: 'member' }>,
  by: Asker | undefined,
): void {
  homes.set(event.instanceId, event.group);
  if (by?.driver !== undefined && by.action === 'LaunchInstances')
    groups.get(event.group)?.launched.add(event.instanceId);
  const isGone = event.lifecycle === 'Terminated' || event.lifecycle === 'Detached';
  if (isGone) groups.get(event.group)?.left.set(event.instanceId, event.at);
}

/** Whether an instance serves now, where that is another answer than before. */
function recount({ groups, homes, place }: Course, at: number, id: string): void {
  const one = groups.get(homes.get(id) ?? '');
  if (one === undefined) return;
  const member = one.group.members.get(id);
  const serves = member !== undefined && place.serves(member, one.judged.targetGroups);
  const before = one.serving.now();
  if (before.has(id) === serves) return;
  if (serves) one.servesSince.set(id, at);
  else one.servesSince.delete(id);
  const others = [...before].filter((other) => other !== id);
  one.serving.set(at, new Set(serves ? [...others, id] : others));
}
