import { AwsError } from '../../../protocol/aws-error.ts';
import type { Region } from '../../../region.ts';
import { closeActivity, openActivity, sentence } from '../activities.ts';
import { isSuspended } from '../processes.ts';
import { setSizes, type Sizes, updatedSizes } from '../sizes.ts';
import type { Group } from '../state.ts';
import { nextAfter, parseCron } from './cron.ts';
import type { Schedule } from './schedule.ts';

/** Carries out the scheduled actions that are due. While ScheduledActions is suspended they are dropped, not put off [UG]. */
export function runSchedules(region: Region, group: Group): void {
  const now = region.clock.now();
  for (const schedule of group.schedules.filter(({ next }) => next <= now)) {
    if (!group.deleting && !isSuspended(group, 'ScheduledActions')) run(region, group, schedule);
    goOn(group, schedule, now);
  }
}

/** One that happens once is gone afterwards, as is one whose end has come [UG]. */
function goOn(group: Group, schedule: Schedule, now: number): void {
  const next = followingOf(schedule, now);
  if (next === undefined) group.schedules = group.schedules.filter((other) => other !== schedule);
  else schedule.next = next;
}

/** When it happens after `now`, by its recurrence and before its end. */
export function followingOf(
  { recurrence, end }: Pick<Schedule, 'recurrence' | 'end'>,
  now: number,
): number | undefined {
  const cron = recurrence === undefined ? '' : parseCron(recurrence);
  const next = typeof cron === 'string' ? undefined : nextAfter(cron, now);
  return next === undefined || (end !== undefined && next > end) ? undefined : next;
}

function run(region: Region, group: Group, schedule: Schedule): void {
  const what = `the scheduled action ${schedule.name} executed.`;
  try {
    const sizes = updatedSizes(group, sizesOf(schedule));
    const said = [what, ...changes(group, sizes)].join(' ');
    setSizes(region, group, sizes, sentence(region.clock.now(), said));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const description = `Executing scheduled action ${schedule.name}`;
    const about = { description, causes: [what], subnetId: '', zone: '', status: 'InProgress' } as const;
    closeActivity(region, group, openActivity(region, group, about), 'Failed', error.message);
  }
}

function sizesOf({ min, max, desired }: Schedule): Partial<Sizes> {
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(desired === undefined ? {} : { desired }),
  };
}

/** AWS's sentences [R]. */
function changes(before: Sizes, after: Sizes): string[] {
  const parts = [
    ['min size', before.min, after.min],
    ['max size', before.max, after.max],
    ['desired capacity', before.desired, after.desired],
  ] as const;
  return parts
    .filter(([, from, to]) => from !== to)
    .map(([name, from, to]) => `Setting ${name} from ${from} to ${to}.`);
}
