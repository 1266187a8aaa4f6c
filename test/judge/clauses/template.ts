import { type Asker, type Course, type GroupCourse, groupOf, type Moment } from '../course.ts';
import { stays } from '../place.ts';
import { firstBatch, freshOf } from '../proof.ts';
import type { Clause } from './clause.ts';

/** Looks after which a template has to be back where what was launched is to be seen, or was refused. */
const LOOKS = 4;

/** How it stands with the template of one group, while it is at a version that is not proven. */
interface Window {
  /** The latest thing that keeps it open: the write that points, a launch, a write that failed. */
  mark: Asker;
  /** Looks since, of one driver without a break. */
  looks: number;
  first: number;
  last: number;
  isBlamed: boolean;
  /** Old ones that a driver ended for the group to launch new ones in their place. */
  readonly ended: Set<string>;
  /** New ones that came since. */
  readonly came: Set<string>;
}

/**
 * Until the version is proven the template is the baseline's, but between the write that points it at the new one and the
 * observation of what was launched: then what the group launches itself is what served (ROLL.md 2).
 */
export const template: Clause = (course, blame) => {
  const windows = new Map<string, Window>();
  return (moment) => {
    if (moment.kind === 'change') noteArrival(course, windows, moment);
    if (moment.kind !== 'request' || moment.request.driver === undefined) return;
    const { request } = moment;
    const group = groupOf(course, request)?.name ?? '';
    if (holdsOpen(request)) windows.set(group, opened(request, windows.get(group)));
    if (makesRoom(course, request)) windows.get(group)?.ended.add(request.ids[0] ?? '');
    // A look that is answered in part is none (ROLL.md 8).
    if (!request.event.write && request.event.outcome !== 'ok')
      for (const one of windows.values()) unlook(one);
    if (request.action !== 'DescribeAutoScalingGroups' || request.event.outcome !== 'ok') return;
    for (const one of course.groups.values()) {
      const window = windows.get(one.name);
      if (window === undefined || !isPointed(course, one)) windows.delete(one.name);
      else if (isOverdue(course, window, request)) {
        window.isBlamed = true;
        const what = `version ${one.group.settings.version} is not proven, and the template still names it`;
        blame('template', {
          at: request.at,
          group: one.name,
          what,
          events: [window.mark.event, request.event],
        });
      }
    }
  };
};

function opened(mark: Asker, before: Window | undefined): Window {
  const { ended = new Set<string>(), came = new Set<string>() } = before ?? {};
  return { mark, looks: 0, first: Infinity, last: -Infinity, isBlamed: false, ended, came };
}

/** Where the floor lets old ones go first, they are ended without decrement with the template at the new version (ROLL.md 5): what is launched in their place is to be observed. */
function makesRoom(course: Course, request: Asker): boolean {
  const { action, decrement, isDone, ids } = request;
  const one = groupOf(course, request);
  const member = one?.group.members.get(ids[0] ?? '');
  const isEnd = action === 'TerminateInstanceInAutoScalingGroup' && !decrement && isDone;
  return isEnd && one !== undefined && !isNew(course, one, member?.version);
}

type Change = Extract<Moment, { kind: 'change' }>;

function noteArrival(course: Course, windows: ReadonlyMap<string, Window>, { event, by }: Change): void {
  if (event.type !== 'member' || event.lifecycle !== 'Pending' || by?.action === 'LaunchInstances') return;
  const one = course.groups.get(event.group);
  if (one !== undefined && isNew(course, one, event.version))
    windows.get(event.group)?.came.add(event.instanceId);
}

function isNew({ made }: Course, { group }: GroupCourse, version: number | undefined): boolean {
  return made.has(`${group.settings.template}:${version ?? ''}`);
}

/** What may keep the template at the new version for a while. */
function holdsOpen({ action, version, isDone }: Asker): boolean {
  return (
    action === 'LaunchInstances' ||
    (action === 'UpdateAutoScalingGroup' && (version !== undefined || !isDone))
  );
}

function isPointed(course: Course, { group, isProven, movedByOthers }: GroupCourse): boolean {
  const { kind, image } = course.case;
  const name = `${group.settings.template}:${group.settings.version}`;
  const isNew = course.made.has(name) && course.place.versions.get(name)?.image === image;
  return kind === 'roll' && isNew && !isProven && !movedByOthers;
}

function isOverdue({ case: { lag = 0, policy } }: Course, window: Window, { at }: Asker): boolean {
  const { mark } = window;
  // A launch that was not answered may still start something: it is asked again first.
  const isUnknown = ['lost-answer', 'hang'].includes(mark.event.outcome);
  if (window.isBlamed || isUnknown || at <= mark.at + lag) return false;
  if (window.ended.size > window.came.size) return reset(window);
  const isBroken = at - window.last > 3 * policy.tick;
  window.looks = isBroken ? 1 : window.looks + 1;
  window.first = isBroken ? at : window.first;
  window.last = at;
  return window.looks > LOOKS && at - window.first >= (LOOKS - 1) * policy.tick;
}

function unlook(window: Window): void {
  window.looks = Math.max(0, window.looks - 1);
}

/** Looks count from when there is something to be seen. */
function reset(window: Window): false {
  [window.looks, window.first, window.last] = [0, Infinity, -Infinity];
  return false;
}

/** Until the version is proven a driver launches no more new ones than the first step lets stand together (ROLL.md 1). */
export const firstStep: Clause = (course, blame) => (moment) => {
  if (moment.kind !== 'change' || moment.event.type !== 'member' || moment.event.lifecycle !== 'Pending')
    return;
  const { event, by } = moment;
  const one = course.groups.get(event.group);
  if (one === undefined || one.isProven || by?.driver === undefined || by.action !== 'LaunchInstances')
    return;
  const fresh = freshOf(course, one).filter(stays);
  const most = firstBatch(course, one, 'high');
  if (fresh.length <= most || !fresh.some(({ id }) => id === event.instanceId)) return;
  const what = `${fresh.length} new ones, and the version is not proven: at most ${most}`;
  blame('first-step', { at: event.at, group: one.name, what, events: [by.event, event] });
};
