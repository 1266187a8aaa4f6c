import type { Clock, Instant } from '../world/clock.ts';
import { readActivities, readRefresh } from '../world/aws/fleet/activities.ts';
import { type AlarmSeen, readAlarms } from '../world/aws/fleet/alarms.ts';
import type { Counted } from '../world/aws/fleet/counted.ts';
import type { GroupSeen } from '../world/aws/fleet/look.ts';
import { activityOf } from './cause.ts';
import type { Alarm, Fleet } from './fleet.ts';

/** How often what is around the group is read when nothing is odd: milliseconds (ROLL.md 8). */
const PERIOD = 30_000;

/** Why the group is as it is, and what is said of it from outside. */
export type Surroundings = Pick<Fleet, 'activities' | 'alarms' | 'refresh'>;

/** Ids that LaunchInstances gave and no look has shown yet, and when it gave them. */
export type Awaited = Map<string, Instant>;

/** So long the group is looked around for one that does not show: milliseconds. */
const LOST = 60_000;

/** What is around one group: read every 30 s, at once when its sizes or its members changed, and while what was launched does not show. */
export function surroundings(
  aws: Counted,
  clock: Clock,
  { group, alarms: names }: { readonly group: string; readonly alarms: readonly string[] },
  awaited: Awaited,
): (seen: GroupSeen) => Promise<Surroundings> {
  let known: Surroundings = { activities: [], alarms: [], refresh: undefined };
  let readAt: Instant = Number.NEGATIVE_INFINITY;
  let looks = 0;
  let looked = '';
  return async (seen) => {
    const now = clock.now();
    const shape = shapeOf(seen);
    forget(awaited, seen, now);
    looks += 1;
    // What a driver before did last may not be told at the first look (ROLL.md 7).
    const odd = looks <= 2 || shape !== looked || awaited.size > 0;
    if (now - readAt < PERIOD && !odd) return known;
    const [activities, alarms, refresh] = await Promise.all([
      readActivities(aws, group),
      readAlarms(aws, names),
      readRefresh(aws, group),
    ]);
    known = {
      activities: activities.map(activityOf),
      alarms: alarms.map((one) => alarmOf(one, now)),
      refresh,
    };
    [readAt, looked] = [now, shape];
    for (const { kind, instance = '' } of known.activities)
      if (kind === 'terminate') awaited.delete(instance);
    return known;
  };
}

function forget(awaited: Awaited, { members }: GroupSeen, now: Instant): void {
  for (const { id } of members) awaited.delete(id);
  for (const [id, at] of awaited) if (now - at >= LOST) awaited.delete(id);
}

/** What does not change without a reason. */
function shapeOf({ min, max, desired, members }: GroupSeen): string {
  return [min, max, desired, ...members.map(({ id }) => id)].join(' ');
}

const STATES: Readonly<Record<string, Alarm['state']>> = { OK: 'ok', ALARM: 'alarm' };

function alarmOf({ name, state, since, period }: AlarmSeen, read: Instant): Alarm {
  return { name, since, period, read, state: STATES[state] ?? 'no-data' };
}
