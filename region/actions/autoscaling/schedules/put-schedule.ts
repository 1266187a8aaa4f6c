import type {
  PutScheduledUpdateGroupActionType,
  ScheduledUpdateGroupActionRequest,
} from '@aws-sdk/client-auto-scaling';

import { findGroup } from '../../../model/autoscaling/groups.ts';
import { parseCron } from '../../../model/autoscaling/schedule/cron.ts';
import { followingOf } from '../../../model/autoscaling/schedule/run.ts';
import type { Schedule } from '../../../model/autoscaling/schedule/schedule.ts';
import type { Group } from '../../../model/autoscaling/state.ts';
import { action } from '../../../protocol/action.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { uuid } from '../../../random.ts';
import type { Region } from '../../../region.ts';

/** Makes a scheduled action, or puts another in the place of the one of that name. `Time` is an old name of StartTime. */
export const putSchedule = action<PutScheduledUpdateGroupActionType, object>(
  [
    'AutoScalingGroupName',
    'ScheduledActionName',
    'Time',
    'StartTime',
    'EndTime',
    'Recurrence',
    'TimeZone',
    'MinSize',
    'MaxSize',
    'DesiredCapacity',
  ],
  (region, input) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    keep(group, scheduleAsked(region, group, { ...input, StartTime: input.StartTime ?? input.Time }));
    return {};
  },
);

export function keep(group: Group, schedule: Schedule): void {
  group.schedules = [...group.schedules.filter(({ name }) => name !== schedule.name), schedule];
}

/** @throws AwsError ValidationError */
export function scheduleAsked(
  region: Region,
  group: Group,
  asked: ScheduledUpdateGroupActionRequest,
): Schedule {
  const { MinSize: min, MaxSize: max, DesiredCapacity: desired, Recurrence: recurrence } = asked;
  if (min === undefined && max === undefined && desired === undefined) {
    throw invalid('At least one of MinSize, MaxSize and DesiredCapacity is needed');
  }
  if ((asked.TimeZone ?? 'UTC') !== 'UTC') {
    throw invalid(`The local region does not model the time zone ${String(asked.TimeZone)}`);
  }
  checkRecurrence(recurrence);
  const own = { name: asked.ScheduledActionName ?? '', recurrence, min, max, desired };
  const times = timesAsked(region, asked);
  return { ...own, ...times, arn: arnOf(region, group, own.name) };
}

function checkRecurrence(recurrence: string | undefined): void {
  if (recurrence === undefined) return;
  const cron = parseCron(recurrence);
  if (typeof cron === 'string') throw invalid(`Given recurrence string: ${recurrence} is invalid: ${cron}`);
}

/** With a start it happens first then, whatever its recurrence says, and by the recurrence afterwards [M]. */
function timesAsked(
  { clock }: Region,
  { StartTime, EndTime, Recurrence: recurrence }: ScheduledUpdateGroupActionRequest,
): Pick<Schedule, 'start' | 'end' | 'next'> {
  const [start, end] = [StartTime?.getTime(), EndTime?.getTime()];
  const now = clock.now();
  if (start !== undefined && start < now) throw invalid('Given start time is in the past');
  if (end !== undefined && end < now) throw invalid('Given end time is in the past');
  if (start !== undefined && end !== undefined && end <= start) {
    throw invalid('Given end time is before the start time');
  }
  const next = start ?? followingOf({ recurrence, end }, now);
  if (next === undefined)
    throw invalid('A scheduled action needs a StartTime, or a Recurrence that ever comes');
  return { start, end, next };
}

function arnOf({ name, accountId, random }: Region, group: Group, action: string): string {
  const own = `autoScalingGroupName/${group.name}:scheduledActionName/${action}`;
  return `arn:aws:autoscaling:${name}:${accountId}:scheduledUpdateGroupAction:${uuid(random)}:${own}`;
}

function invalid(text: string): AwsError {
  return new AwsError('ValidationError', text);
}
