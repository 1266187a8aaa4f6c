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

/**
 * Whether a change is what the latest request did: what it does stands right after it in the log, and what the region does
 * by itself only behind that.
 *
 * @param before how many changes of sizes the request did already
 */
export function isEffect(course: Course, request: Asker, event: TimedEvent, before: number): boolean {
  const { action, ids, isDone } = request;
  if (!isDone || !request.event.write) return false;
  switch (event.type) {
    case 'sizes':
      return (
        MOVES_SIZES.test(action) &&
        before < mostSizes(request) &&
        groupOf(course, request)?.name === event.group
      );
    case 'settings':
      return /^(Update|Create)AutoScalingGroup$|Processes$/.test(action);
    case 'tags':
      return /Tags$|^CreateAutoScalingGroup$/.test(action);
    case 'protection':
      return action === 'SetInstanceProtection';
    case 'template':
      return action.includes('LaunchTemplate');
    case 'member':
      return (
        ids.includes(event.instanceId) || (action === 'LaunchInstances' && event.lifecycle === 'Pending')
      );
    case 'request':
    case 'activity':
    case 'fault':
    case 'instance':
    case 'health':
    case 'target':
      return false;
  }
}

/** How many changes of sizes one request makes at most. */
function mostSizes({ action, ids, capacity }: Request): number {
  if (action === 'LaunchInstances') return capacity;
  return Math.max(1, ids.length);
}
