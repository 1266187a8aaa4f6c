import t from 'tap';
import { activityOf } from '../../roll/cause.ts';

const seen = (cause: string, description = 'Launching a new EC2 instance: i-0123456789abcdef0') =>
  activityOf({ id: 'a-1', at: 1, description, cause, status: 'Successful', why: undefined });

t.test('an activity tells who was behind it, in the words of AWS', (t) => {
  const said = [
    [
      'At 2026-11-28T09:00:00Z a monitor alarm high in state ALARM triggered policy out changing the desired capacity from 3 to 5.',
      'policy',
    ],
    [
      'At 2026-11-28T09:00:00Z a scheduled action update of AutoScalingGroup constraints to min: 1, max: 9, desired: 4 changing the desired capacity from 3 to 4.',
      'schedule',
    ],
    [
      'At 2026-11-28T09:00:00Z the scheduled action night executed. Setting desired capacity from 4 to 2.',
      'schedule',
    ],
    [
      'At 2026-11-28T09:00:00Z a user request explicitly set group desired capacity changing the desired capacity from 3 to 2.',
      'person',
    ],
    [
      'At 2026-11-28T09:00:00Z a user request to launch instances changing the desired capacity from 3 to 6.',
      'driver',
    ],
    [
      'At 2026-11-28T09:00:00Z instance i-0123456789abcdef0 was taken out of service in response to a user request, shrinking the capacity from 3 to 2.',
      'driver',
    ],
    [
      'At 2026-11-28T09:00:00Z an instance was taken out of service in response to an ELB system health check failure.',
      'health',
    ],
    [
      'At 2026-11-28T09:00:00Z an instance was taken out of service in response to a EC2 instance status checks failure.',
      'health',
    ],
    [
      'At 2026-11-28T09:00:00Z an instance was launched to aid in balancing the group’s zones. At 2026-11-28T09:00:01Z instances were launched to balance instances in zones eu-west-1a with other zones resulting in more than desired number of instances in the group.',
      'rebalance',
    ],
    ['At 2026-11-28T09:00:00Z an instance was launched in response to an instance refresh.', 'refresh'],
    [
      'At 2026-11-28T09:00:00Z an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from 4 to 3.',
      'capacity',
    ],
    ['something that AWS never said before', 'unknown'],
  ] as const;
  for (const [text, cause] of said) t.equal(seen(text).cause, cause, text);
  t.end();
});

t.test('it tells which instance, and how desired went', (t) => {
  const cause =
    'a user request explicitly set group desired capacity changing the desired capacity from 3 to 2.';
  const told = seen(cause, 'Terminating EC2 instance: i-0fedcba9876543210');
  t.match(told, { kind: 'terminate', instance: 'i-0fedcba9876543210', changes: [{ from: 3, to: 2 }] });
  t.strictSame(seen('an instance was started').changes, []);
  t.end();
});

t.test('each sentence of a cause tells its own change of desired, when, and by whom', (t) => {
  const { changes } = seen(
    'At 2026-11-28T09:00:00Z a monitor alarm high in state ALARM triggered policy out changing the desired capacity from 3 to 5.  ' +
      'At 2026-11-28T09:00:07Z a user request update of AutoScalingGroup constraints to min: 6, max: 9, desired: 6 changing the desired capacity from 5 to 6.  ' +
      'At 2026-11-28T09:00:08Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 3 to 6.',
  );
  const at = Date.UTC(2026, 10, 28, 9);
  t.strictSame(changes, [
    { at, cause: 'policy', from: 3, to: 5, min: undefined },
    { at: at + 7_000, cause: 'person', from: 5, to: 6, min: 6 },
  ]);
  t.end();
});

t.test('calls that name instances tell how they changed desired', (t) => {
  const said = [
    ['an instance was started in response to a user request, increasing the capacity from 3 to 4.', 3, 4],
    [
      'instance i-01 was taken out of service in response to a user request, shrinking the capacity from 4 to 3.',
      4,
      3,
    ],
    [
      'instance i-01 was moved to standby in response to a user request, shrinking the capacity from 4 to 3.',
      4,
      3,
    ],
  ] as const;
  for (const [text, from, to] of said) {
    t.match(seen(`At 2026-11-28T09:00:00Z ${text}`).changes, [{ cause: 'driver', from, to }], text);
  }
  const back =
    'an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from 4 to 3.';
  t.strictSame(seen(back).changes, [], 'working back to desired changes nothing');
  t.end();
});
