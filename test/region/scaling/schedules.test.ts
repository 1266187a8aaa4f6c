import {
  BatchDeleteScheduledActionCommand,
  BatchPutScheduledUpdateGroupActionCommand,
  DeleteScheduledActionCommand,
  DescribeScheduledActionsCommand,
  PutScheduledUpdateGroupActionCommand,
  ResumeProcessesCommand,
  SuspendProcessesCommand,
  type PutScheduledUpdateGroupActionType,
} from '@aws-sdk/client-auto-scaling';
import t from 'tap';

import { startGroup, type Grouped } from '../autoscaling/scenario.ts';

const WEB = { AutoScalingGroupName: 'web' };

/** The group is made at 08:00:00 of Saturday, 2026-11-21. */
const at = (time: string) => new Date(`2026-11-21T${time}Z`);

async function put(g: Grouped, more: Partial<PutScheduledUpdateGroupActionType>): Promise<void> {
  const asked = { ...WEB, ScheduledActionName: 'evening', ...more };
  await g.autoscaling.send(new PutScheduledUpdateGroupActionCommand(asked));
  await g.clock.pass(0);
}

async function scheduled(g: Grouped) {
  const answer = await g.autoscaling.send(new DescribeScheduledActionsCommand(WEB));
  return answer.ScheduledUpdateGroupActions ?? [];
}

t.test('SCHEDULE-1 a scheduled action sets the sizes at its time, says so, and is gone', async (t) => {
  const g = await startGroup(t, 2);
  await put(g, { StartTime: at('08:10:00'), MinSize: 1, MaxSize: 5, DesiredCapacity: 3 });
  t.match(await scheduled(g), [
    {
      ScheduledActionARN:
        /^arn:aws:autoscaling:eu-test-1:000000000000:scheduledUpdateGroupAction:[0-9a-f-]{36}:autoScalingGroupName\/web:scheduledActionName\/evening$/,
      ...{ ScheduledActionName: 'evening', StartTime: at('08:10:00'), DesiredCapacity: 3 },
    },
  ]);
  await g.clock.pass(599);
  t.match(await g.group(), { MinSize: 0, MaxSize: 6, DesiredCapacity: 2 });
  await g.clock.pass(1);
  t.match(await g.group(), { MinSize: 1, MaxSize: 5, DesiredCapacity: 3 });
  t.match(
    (await g.activities())[0]?.Cause,
    'At 2026-11-21T08:10:00Z the scheduled action evening executed. Setting min size from 0 to 1. ' +
      'Setting max size from 6 to 5. Setting desired capacity from 2 to 3.  At 2026-11-21T08:10:00Z an instance was started',
  );
  t.same(await scheduled(g), []);
});

t.test('SCHEDULE-2 without a desired capacity of its own the sizes move it, as an update does', async (t) => {
  const g = await startGroup(t, 2);
  await put(g, { StartTime: at('08:10:00'), MinSize: 4 });
  await g.clock.pass(600);
  t.match(await g.group(), { MinSize: 4, DesiredCapacity: 4 });
});

t.test('SCHEDULE-3 sizes that contradict those of the group then leave a Failed activity', async (t) => {
  const g = await startGroup(t, 2);
  await put(g, { StartTime: at('08:10:00'), DesiredCapacity: 9 });
  await g.clock.pass(600);
  t.match((await g.activities())[0], {
    StatusCode: 'Failed',
    Description: 'Executing scheduled action evening',
    StatusMessage: 'Desired capacity:9 must be between the specified min size:0 and max size:6',
  });
  t.equal((await g.group()).DesiredCapacity, 2);
});

for (const [recurrence, ...times] of [
  ['30 8,20 * * *', '2026-11-21T08:30', '2026-11-21T20:30', '2026-11-22T08:30'],
  ['*/20 8-9 * * *', '2026-11-21T08:20', '2026-11-21T08:40', '2026-11-21T09:00'],
  ['0 0 1 1,6 *', '2027-01-01T00:00', '2027-06-01T00:00', '2028-01-01T00:00'],
  ['0 9 * * 1-5', '2026-11-23T09:00', '2026-11-24T09:00', '2026-11-25T09:00'],
  ['0 9 * * 7', '2026-11-22T09:00', '2026-11-29T09:00', '2026-12-06T09:00'],
  ['0 9 1 * 0', '2026-11-22T09:00', '2026-11-29T09:00', '2026-12-01T09:00'],
  ['0 0 29 2 *', '2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00'],
] as const) {
  t.test(`SCHEDULE-4 '${recurrence}' recurs as cron has it, in UTC`, async (t) => {
    const g = await startGroup(t, 0);
    await put(g, { Recurrence: recurrence, MinSize: 0 });
    const seen = [];
    while (seen.length < times.length) {
      const [{ StartTime } = {}] = await scheduled(g);
      if (StartTime === undefined) throw new Error('it does not recur');
      seen.push(StartTime.toISOString().slice(0, 16));
      g.region.state.autoscaling.groups[0]?.schedules.splice(0);
      await put(g, { Recurrence: recurrence, MinSize: 0, StartTime });
      await passUntil(g, StartTime);
    }
    t.same(seen, times);
  });
}

/** Nothing of the group moves meanwhile, so that time may pass at once. */
async function passUntil(g: Grouped, when: Date): Promise<void> {
  await g.clock.pass((when.getTime() - g.clock.now()) / 1000);
}

t.test('SCHEDULE-5 with a start it happens first then, and by its recurrence until its end', async (t) => {
  const g = await startGroup(t, 2);
  await put(g, {
    StartTime: at('08:05:00'),
    EndTime: at('08:45:00'),
    Recurrence: '*/30 * * * *',
    DesiredCapacity: 3,
  });
  const seen = [];
  for (let left = 3; left > 0; left -= 1) {
    const [next] = await scheduled(g);
    seen.push(next?.StartTime?.toISOString().slice(11, 16));
    if (next?.StartTime !== undefined) await passUntil(g, next.StartTime);
  }
  t.same(seen, ['08:05', '08:30', undefined]);
});

t.test(
  'SCHEDULE-6 with ScheduledActions suspended what is due is dropped, and not made up for',
  async (t) => {
    const g = await startGroup(t, 2);
    await put(g, { Recurrence: '10 * * * *', DesiredCapacity: 3 });
    const process = { ...WEB, ScalingProcesses: ['ScheduledActions'] };
    await g.autoscaling.send(new SuspendProcessesCommand(process));
    await g.clock.pass(600);
    await g.autoscaling.send(new ResumeProcessesCommand(process));
    await g.clock.pass(3599);
    t.equal((await g.group()).DesiredCapacity, 2);
    await g.clock.pass(1);
    t.equal((await g.group()).DesiredCapacity, 3);
  },
);

t.test('SCHEDULE-7 several are put and deleted at once, and those that fail are told', async (t) => {
  const g = await startGroup(t, 2);
  const { FailedScheduledUpdateGroupActions } = await g.autoscaling.send(
    new BatchPutScheduledUpdateGroupActionCommand({
      ...WEB,
      ScheduledUpdateGroupActions: [
        { ScheduledActionName: 'a', StartTime: at('09:00:00'), DesiredCapacity: 3 },
        { ScheduledActionName: 'b', StartTime: at('07:00:00'), DesiredCapacity: 3 },
        { ScheduledActionName: 'c', StartTime: at('10:00:00'), DesiredCapacity: 3 },
      ],
    }),
  );
  t.match(FailedScheduledUpdateGroupActions, [
    {
      ScheduledActionName: 'b',
      ErrorCode: 'ValidationError',
      ErrorMessage: 'Given start time is in the past',
    },
  ]);
  const between = new DescribeScheduledActionsCommand({ ...WEB, EndTime: at('09:30:00') });
  t.match((await g.autoscaling.send(between)).ScheduledUpdateGroupActions, [{ ScheduledActionName: 'a' }]);
  const { FailedScheduledActions } = await g.autoscaling.send(
    new BatchDeleteScheduledActionCommand({ ...WEB, ScheduledActionNames: ['a', 'b'] }),
  );
  t.match(FailedScheduledActions, [{ ScheduledActionName: 'b' }]);
  await g.autoscaling.send(new DeleteScheduledActionCommand({ ...WEB, ScheduledActionName: 'c' }));
  t.same(await scheduled(g), []);
});

for (const [what, more, message] of [
  ['no size', { StartTime: at('09:00:00') }, /At least one of/],
  ['no time', { MinSize: 1 }, /needs a StartTime/],
  [
    'another time zone',
    { MinSize: 1, Recurrence: '0 9 * * *', TimeZone: 'Europe/Berlin' },
    /time zone Europe\/Berlin/,
  ],
  ['a name in a recurrence', { MinSize: 1, Recurrence: '0 9 * * MON' }, /'MON' is more than numbers/],
  ['six fields', { MinSize: 1, Recurrence: '0 9 * * * *' }, /6 fields, not five/],
  ['an hour that is none', { MinSize: 1, Recurrence: '0 24 * * *' }, /is no cron expression/],
  ['a day that never comes', { MinSize: 1, Recurrence: '0 0 30 2 *' }, /ever comes/],
] as const) {
  t.test(`SCHEDULE-8 ${what} is refused by name`, async (t) => {
    const g = await startGroup(t, 0);
    await t.rejects(put(g, more), { message });
  });
}
