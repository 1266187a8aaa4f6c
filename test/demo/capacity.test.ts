import t from 'tap';

import { callsByAction } from '../../demo/calls.ts';
import { leastHealthy } from '../../demo/capacity.ts';
import { type Event, parseEvents } from '../../demo/events.ts';
import { launches, rollLimit } from '../../demo/roll-limit.ts';

const TARGETS = 'arn:targets';

function target(at: number, instanceId: string, state: string, targetGroup = TARGETS): Event {
  return { type: 'target', at, targetGroup, instanceId, state };
}

function launched(at: number, instanceId: string, group = 'hello-dev'): Event {
  return { type: 'member', at, group, instanceId, lifecycle: 'Pending' };
}

function call(at: number, action: string, outcome = 'ok'): Event {
  return { type: 'request', at, service: 'ec2', action, write: action.startsWith('Run'), outcome };
}

/** Three healthy since before the watch, which is from 10 to 20. */
const three = [target(1, 'a', 'healthy'), target(2, 'b', 'healthy'), target(3, 'c', 'healthy')];
const watch = { targetGroup: TARGETS, from: 10, to: 20 };

t.test('capacity is what it was at the beginning, where nothing happens', (t) => {
  t.strictSame(leastHealthy(three, watch), { healthy: 3, at: 10 });
  t.strictSame(leastHealthy([], watch), { healthy: 0, at: 10 });
  t.end();
});

t.test('a new instance that is healthy before an old one drains keeps capacity whole', (t) => {
  const events = [...three, target(12, 'd', 'healthy'), target(13, 'a', 'draining')];
  t.strictSame(leastHealthy(events, watch), { healthy: 3, at: 10 });
  t.end();
});

t.test(
  'an old instance that drains a moment before the new one is healthy is a drop, even at the same instant',
  (t) => {
    const events = [...three, target(13, 'a', 'draining'), target(13, 'd', 'healthy')];
    t.strictSame(leastHealthy(events, watch), { healthy: 2, at: 13 });
    t.end();
  },
);

t.test('whatever is not healthy does not count', (t) => {
  for (const state of ['unhealthy', 'draining', 'initial', 'unused']) {
    t.strictSame(leastHealthy([...three, target(15, 'b', state)], watch), { healthy: 2, at: 15 }, state);
  }
  t.end();
});

t.test('an instance that ends does not count, though the balancer has not noticed', (t) => {
  const ended: Event = { type: 'instance', at: 16, instanceId: 'c', state: 'shutting-down' };
  t.strictSame(leastHealthy([...three, ended], watch), { healthy: 2, at: 16 });
  t.end();
});

t.test('only this target group counts, and only within the watch', (t) => {
  const elsewhere = [...three, target(15, 'a', 'draining', 'arn:another'), target(20, 'a', 'draining')];
  t.strictSame(leastHealthy(elsewhere, watch), { healthy: 3, at: 10 });
  t.strictSame(leastHealthy([...three, target(9, 'a', 'draining')], watch), { healthy: 2, at: 10 });
  t.strictSame(leastHealthy([...three, target(10, 'a', 'draining')], watch), { healthy: 2, at: 10 });
  t.end();
});

const roll = {
  targetGroup: TARGETS,
  group: 'hello-dev',
  from: 1000,
  to: 60_000,
  deregistrationDelay: 5,
  healthInterval: 2,
};

t.test('the limit of a roll is its slowest launch, the deregistration delay and one health interval', (t) => {
  const events = [
    launched(2000, 'd'),
    launched(2000, 'e'),
    launched(3000, 'f'),
    target(4500, 'd', 'healthy'),
    target(6000, 'e', 'healthy'),
    target(6500, 'f', 'healthy'),
  ];
  t.equal(rollLimit(events, roll), 4 + 5 + 2);
  t.strictSame(launches(events, roll), [
    { instanceId: 'd', seconds: 2.5 },
    { instanceId: 'e', seconds: 4 },
    { instanceId: 'f', seconds: 3.5 },
  ]);
  t.end();
});

t.test('a launch is counted to the first time that it was healthy, in this target group', (t) => {
  const events = [
    launched(2000, 'd'),
    target(3000, 'd', 'healthy', 'arn:another'),
    target(4000, 'd', 'initial'),
    target(5000, 'd', 'healthy'),
    target(6000, 'd', 'unhealthy'),
    target(9000, 'd', 'healthy'),
  ];
  t.equal(rollLimit(events, roll), 3 + 5 + 2);
  t.end();
});

t.test(
  'launches of others, before or after the roll, and ones that never were healthy make no limit',
  (t) => {
    const d = [launched(2000, 'd'), target(3000, 'd', 'healthy')];
    const others = [
      launched(2000, 'other', 'another-group'),
      target(9000, 'other', 'healthy'),
      launched(900, 'early'),
      target(9000, 'early', 'healthy'),
      launched(2000, 'never'),
      launched(2000, 'late'),
      target(60_000, 'late', 'healthy'),
    ].toSorted((a, b) => a.at - b.at);
    t.equal(rollLimit([...others, ...d], roll), 1 + 5 + 2);
    t.throws(() => rollLimit(others, roll), /no instance of hello-dev was launched and became healthy/);
    t.end();
  },
);

t.test('calls are counted by action within a window, the most frequent first, errors among them', (t) => {
  const events = [
    call(9, 'RunInstances'),
    call(10, 'DescribeImages'),
    call(11, 'RunInstances', 'Throttling'),
    call(12, 'DescribeImages'),
    call(20, 'DescribeImages'),
  ];
  t.strictSame(callsByAction(events, { from: 10, to: 20 }), [
    { service: 'ec2', action: 'DescribeImages', write: false, count: 2, errors: 0 },
    { service: 'ec2', action: 'RunInstances', write: true, count: 1, errors: 1 },
  ]);
  t.end();
});

t.test('the log is read a line at a time, without one that is still being written', (t) => {
  const line = JSON.stringify(target(1, 'a', 'healthy'));
  t.strictSame(parseEvents(`${line}\n{"at":2,"ty`), [target(1, 'a', 'healthy')]);
  t.strictSame(parseEvents(''), []);
  t.end();
});

t.test('a line that is not an event of the log is refused, not skipped', (t) => {
  const line = JSON.stringify(target(1, 'a', 'healthy'));
  t.throws(() => parseEvents(`${line}\n{"at":2,"type":"target"}\n`), /line 2 of the event log/);
  t.throws(() => parseEvents('nonsense\n'), /line 1 of the event log/);
  t.end();
});
