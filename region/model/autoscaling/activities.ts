import { uuid } from '../../random.ts';
import type { Region } from '../../region.ts';
import type { Activity, ActivityStatus, Group } from './state.ts';

/** Far more than any roll makes; AWS keeps six weeks of them. */
const KEPT = 500;

export interface NewActivity {
  readonly description: string;
  /** Whole sentences, without the instant they happened at: that is put before each. */
  readonly causes: readonly (string | undefined)[];
  readonly subnetId: string;
  readonly zone: string;
  readonly status: ActivityStatus;
}

/** Begins a scaling activity. */
export function openActivity(region: Region, group: Group, begun: NewActivity): Activity {
  const now = region.clock.now();
  const activity: Activity = {
    id: uuid(region.random),
    description: begun.description,
    cause: begun.causes
      .filter((cause) => cause !== undefined)
      .map((cause) => (cause.startsWith('At ') ? cause : sentence(now, cause)))
      .join('  '),
    started: now,
    details: JSON.stringify({ 'Subnet ID': begun.subnetId, 'Availability Zone': begun.zone }),
    ended: undefined,
    status: begun.status,
    progress: 0,
    message: undefined,
  };
  group.activities = [...group.activities, activity].slice(-KEPT);
  tell(region, group, activity);
  return activity;
}

/** Ends a scaling activity; one that has ended stays as it is. */
export function closeActivity(
  region: Region,
  group: Group,
  activity: Activity,
  status: 'Successful' | 'Failed' | 'Cancelled',
  message?: string,
): void {
  if (activity.ended !== undefined) return;
  activity.ended = region.clock.now();
  activity.status = status;
  activity.progress = 100;
  activity.message = message;
  tell(region, group, activity);
}

/** An activity that is under way goes on. */
export function goOn(region: Region, group: Group, activity: Activity, status: ActivityStatus): void {
  if (activity.status === status) return;
  activity.status = status;
  tell(region, group, activity);
}

function tell(region: Region, group: Group, { id, description, cause, status, message }: Activity): void {
  region.events.record({
    ...{ type: 'activity', group: group.name, activity: id, description, cause, status },
    ...(message === undefined ? {} : { message }),
  });
}

/** The activity that a member names; members and their activities are kept together. */
export function activityOf(group: Group, id: string): Activity {
  const activity = group.activities.find((candidate) => candidate.id === id);
  if (activity === undefined) throw new Error(`group ${group.name} has no activity ${id}`);
  return activity;
}

/** A sentence of a Cause, as Auto Scaling writes it: `At 2026-11-21T08:00:00Z an instance was …`. */
export function sentence(now: number, what: string): string {
  return `At ${new Date(now).toISOString().replace(/\.\d+Z$/, 'Z')} ${what}`;
}
