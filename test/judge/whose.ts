import type { TimedEvent } from '../../region/event.ts';
import type { Case } from './case.ts';
import { type Asker, type Course, groupOf } from './course.ts';
import type { Request } from './request.ts';

/** Who of the drivers signed it; undefined: a stranger. */
export function driverOf({ drivers }: Case, { caller, app }: Request['event']): string | undefined {
  return drivers.find((driver) => driver === app || driver === caller);
}

const MOVES_SIZES =
  /^((Update|Create|Delete)AutoScalingGroup|SetDesiredCapacity|TerminateInstanceInAutoScalingGroup|LaunchInstances|(Enter|Exit)Standby|(At|De)tachInstances|ExecutePolicy)$/;

/** What one request did at once: it stands right after it in the log, and what the region does by itself only behind that. */
export interface Effects {
  /** Whether this one belongs to it; asked of each event after the request, in order. */
  has(event: TimedEvent): boolean;
}

export function effectsOf(course: Course, request: Asker): Effects {
  const left = { sizes: mostSizes(request), launches: request.capacity };
  let isOver = !request.isDone || !request.event.write;
  return {
    has: (event) => {
      if (isOver || BESIDE.includes(event.type)) return false;
      isOver = !isEffect(course, request, event);
      if (event.type === 'sizes' && (left.sizes -= 1) < 0) isOver = true;
      if (isLaunch(request, event) && (left.launches -= 1) < 0) isOver = true;
      return !isOver;
    },
  };
}

/** What may stand among what a request did, and tells nothing of whose it is. */
const BESIDE: readonly string[] = ['activity', 'instance', 'target', 'health', 'fault'];

function isEffect(course: Course, request: Asker, event: TimedEvent): boolean {
  const { action, ids } = request;
  switch (event.type) {
    case 'sizes':
      return MOVES_SIZES.test(action) && groupOf(course, request)?.name === event.group;
    case 'settings':
      return /^(Update|Create)AutoScalingGroup$|Processes$/.test(action);
    case 'tags':
      return /Tags$|^CreateAutoScalingGroup$/.test(action);
    case 'protection':
      return action === 'SetInstanceProtection';
    case 'template':
      return action.includes('LaunchTemplate');
    case 'member':
      return ids.includes(event.instanceId) || isLaunch(request, event);
    default:
      return false;
  }
}

function isLaunch({ action }: Request, event: TimedEvent): boolean {
  return action === 'LaunchInstances' && event.type === 'member' && event.lifecycle === 'Pending';
}

/** How many changes of sizes one request makes at most. */
function mostSizes({ action, ids, capacity }: Request): number {
  return action === 'LaunchInstances' ? capacity : Math.max(1, ids.length);
}
