import t from 'tap';
import type { Activity, Cause, Fleet, Member } from '../../roll/fleet.ts';
import { recall } from '../../roll/fold.ts';
import { BLANK, type Memory } from '../../roll/memory.ts';
import { see } from '../../roll/see.ts';
import type { RollFact } from '../../roll/facts.ts';
import { judgeFresh } from '../../roll/rules/judge.ts';
import { viewOf } from '../../roll/view.ts';
import { goalTo, POLICY } from './run-roll.ts';

const START = Date.UTC(2026, 10, 21, 8);
const TICK = 5_000;

const FACTS: readonly RollFact[] = [
  {
    type: 'baseline',
    baseline: {
      ...{ template: { id: 'lt-1', version: 7 }, min: 1, max: 9, desired: 3 },
      ...{ grace: 600, rebalanceSuspended: true, asked: 3 },
    },
  },
  { type: 'version-made', version: 8 },
  { type: 'moved' },
];

const OLD: readonly Member[] = ['a', 'b', 'c'].map((zone, i) =>
  member(`i-old${i}`, { zone, version: 7, image: 'ami-old' }),
);

function member(id: string, parts: Partial<Member> = {}): Member {
  return {
    ...{ id, zone: 'a', version: 8, image: 'ami-new', life: 'serving', healthy: true },
    ...{ reason: undefined, crashed: undefined, protected: false },
    ...parts,
  };
}

const sick = (one: Member): Member => ({ ...one, healthy: false });

interface Look {
  readonly members: readonly Member[];
  readonly activities?: readonly Activity[];
}

/** Looks a tick apart at what `shows` has after so many seconds, and says who was found bad, when, and why. */
function judged(seconds: number, shows: (second: number) => Look): { id: string; at: number; why: string }[] {
  const goal = goalTo({
    began: START,
    check: { interval: 10_000, failures: 2 },
    policy: { ...POLICY, maxBadLaunches: 9 },
  });
  let memory: Memory = FACTS.reduce(recall, BLANK);
  const found: { id: string; at: number; why: string }[] = [];
  for (let second = 0; second <= seconds; second += TICK / 1000) {
    const { members, activities = [] } = shows(second);
    const group = {
      ...{ min: members.length, max: 9, desired: members.length, grace: 600, rebalanceSuspended: true },
      ...{ template: { id: 'lt-1', version: 8 }, places: [{ zone: 'a', subnet: 's' }] },
    };
    const around = { activities, alarms: [], refresh: undefined, tags: {} };
    const fleet: Fleet = { at: START + second * 1000, group, members, ...around };
    memory = see(memory, fleet, goal);
    const view = viewOf(goal, fleet, memory, fleet.at);
    const decision = view && judgeFresh(view);
    for (const action of decision?.kind === 'act' ? decision.actions : []) {
      if (action.kind !== 'declare-bad') continue;
      found.push({ id: action.instance, at: second, why: action.why });
      memory = recall(memory, { type: 'bad', instance: action.instance, why: action.why });
    }
  }
  return found;
}

function ended(instance: string, cause: Cause, parts: Partial<Activity> = {}): Activity {
  return {
    ...{ id: `end of ${instance}`, at: START + 60_000, kind: 'terminate', instance, cause },
    ...{ changes: [], status: 'successful', why: undefined },
    ...parts,
  };
}

const NEW = member('i-new');
const COMING = member('i-new', { life: 'coming', healthy: false, reason: 'held by a launch hook' });

t.test('what makes a new instance bad, and when', (t) => {
  const cases: readonly (readonly [
    what: string,
    at: number,
    why: RegExp,
    shows: (second: number) => Member,
  ])[] = [
    [
      'it never comes into service',
      305,
      /^not in service by deadline.launch: held by a launch hook/,
      () => COMING,
    ],
    ['it never becomes healthy', 305, /^not healthy by deadline.healthy/, () => sick(NEW)],
    // Unhealthy from second 35 on: (2 + 1) intervals and a tick after the last look that found it well.
    ['it turns unhealthy', 65, /^unhealthy after having been healthy/, (s) => (s <= 30 ? NEW : sick(NEW))],
    [
      'its console shows a crash',
      20,
      /unit ended/,
      (s) => (s < 20 ? sick(NEW) : { ...sick(NEW), crashed: 'its unit ended 3 times' }),
    ],
    ['it runs another image', 0, /^it runs ami-x, and not ami-new/, () => ({ ...NEW, image: 'ami-x' })],
  ];
  for (const [what, at, why, shows] of cases) {
    const found = judged(900, (second) => ({ members: [...OLD, shows(second)] }));
    t.match(found, [{ id: 'i-new', at, why }], what);
    t.equal(found.length, 1, `${what}: once`);
  }
  t.end();
});

t.test('one whose image is not known yet, or that is well in time, is not bad', (t) => {
  t.strictSame(
    judged(900, () => ({ members: [...OLD, { ...NEW, image: '' }] })),
    [],
  );
  const late = (second: number) => (second < 295 ? COMING : second < 590 ? sick(NEW) : NEW);
  t.strictSame(
    judged(900, (second) => ({ members: [...OLD, late(second)] })),
    [],
  );
  t.strictSame(
    judged(900, (s) => ({ members: [...OLD, s < 30 || s > 55 ? NEW : sick(NEW)] })),
    [],
    'ill for a while',
  );
  t.end();
});

t.test(
  'one that is gone is bad where the group ended it for its health, and not where somebody wanted it away',
  (t) => {
    const gone = (cause: Cause | undefined) =>
      judged(200, (second) => ({
        members: second < 60 ? [...OLD, NEW] : OLD,
        activities: cause === undefined || second < 60 ? [] : [ended('i-new', cause)],
      }));
    t.match(gone('health'), [{ id: 'i-new', at: 60, why: /for its health/ }]);
    for (const cause of [
      'policy',
      'schedule',
      'person',
      'driver',
      'rebalance',
      'refresh',
      'capacity',
    ] as const)
      t.strictSame(gone(cause), [], cause);
    t.match(gone('unknown'), [{ why: /AWS does not say why/ }]);
    t.match(gone(undefined), [{ at: 65, why: /by the group, or by somebody/ }], 'after a second look');
    t.end();
  },
);

t.test('one that the group still drains for its health is bad already', (t) => {
  const found = judged(100, (second) => ({
    members: [...OLD, second < 60 ? NEW : { ...sick(NEW), life: 'leaving' }],
    activities: second < 60 ? [] : [ended('i-new', 'health')],
  }));
  t.match(found, [{ id: 'i-new', at: 60 }]);
  t.end();
});

t.test('one that died before it was in service is bad, with what AWS says of it', (t) => {
  const launch = ended('i-new', 'driver', {
    kind: 'launch',
    status: 'cancelled',
    why: 'Instance failed to complete',
  });
  const found = judged(200, (s) => ({
    members: s < 60 ? [...OLD, COMING] : OLD,
    activities: s < 60 ? [] : [launch],
  }));
  t.match(found, [{ why: /it did not come up: Instance failed to complete/ }]);
  t.end();
});

t.test('one that fails is not bad while half of those fail that served when it came up', (t) => {
  const outage = (failing: number, zone?: string) =>
    judged(900, (second) => ({
      members: [
        ...OLD.map((one, i) =>
          second >= 60 && (zone === undefined ? i >= 3 - failing : one.zone === zone) ? sick(one) : one,
        ),
        ...(second < 10 ? [] : [second >= 60 ? sick(NEW) : NEW]),
      ],
    }));
  t.equal(outage(1).length, 1, 'one of three, in another zone');
  t.strictSame(outage(2), []);
  t.strictSame(outage(3), []);
  t.strictSame(outage(0, 'a'), [], 'the only one in its zone fails too');
  t.equal(outage(0, 'b').length, 1, 'in another zone');
  t.end();
});

t.test('nor one that the group ended together with them, between two looks', (t) => {
  const lost = (others: number, zone: string, after = 0) =>
    judged(900, (second) => ({
      members: [
        ...OLD.filter((one, i) => second < 60 || (i !== others && one.zone !== zone)),
        ...(second < 10 || second >= 60 + after ? [] : [NEW]),
      ],
      activities:
        second < 60
          ? []
          : [
              ...OLD.filter((one, i) => i === others || one.zone === zone).map(({ id }) =>
                ended(id, 'health'),
              ),
              ...(second < 60 + after ? [] : [ended('i-new', 'health', { at: START + (60 + after) * 1000 })]),
            ],
    }));
  t.strictSame(lost(0, 'b'), [], 'two of three');
  t.strictSame(lost(0, 'none'), [], 'the only one in its zone');
  t.match(lost(1, 'none'), [{ at: 60, why: /for its health/ }], 'another one, in another zone');
  t.match(lost(0, 'none', 300), [{ at: 360, why: /for its health/ }], 'long after them');
  t.end();
});

t.test('after the outage it has its time again, and what its console says of it is of the outage', (t) => {
  const found = judged(900, (second) => ({
    members: [
      ...OLD.map((one) => (second >= 60 && second < 400 ? sick(one) : one)),
      ...(second < 10
        ? []
        : [{ ...sick(NEW), crashed: second > 100 ? 'its unit ended 3 times' : undefined }]),
    ],
  }));
  t.match(found, [{ at: 700, why: /not healthy by deadline.healthy/ }]);
  t.end();
});

t.test('those that the group ended for their health failed too, until others serve in their place', (t) => {
  const replaced = OLD.map((one) => ({ ...one, id: `${one.id}r` }));
  const shows = (healthyFrom: number) => (second: number) => ({
    members: [
      ...(second < 60
        ? OLD
        : second < 100
          ? OLD.map(sick)
          : second < healthyFrom
            ? replaced.map(sick)
            : replaced),
      ...(second < 10 ? [] : [second < 60 ? NEW : sick(NEW)]),
    ],
    activities: second < 100 ? [] : OLD.map(({ id }) => ended(id, 'health', { at: START + 100_000 })),
  });
  t.strictSame(judged(900, shows(9_999)), []);
  t.match(judged(900, shows(300)), [{ at: 325 }], 'unhealthy for (2 + 1) intervals since');
  t.end();
});

t.test('those that we ended, or that a scale-in ended, are no witnesses', (t) => {
  const found = judged(300, (second) => ({
    members: [
      ...(second < 60 ? OLD : OLD.slice(0, 1)),
      ...(second < 10 ? [] : [second < 60 ? NEW : sick(NEW)]),
    ],
    activities: second < 60 ? [] : OLD.slice(1).map(({ id }) => ended(id, 'policy')),
  }));
  t.equal(found.length, 1);
  t.end();
});

t.test('new ones that fail alone are to blame, however many they are', (t) => {
  const news = [0, 1, 2, 3].map((n) => member(`i-new${n}`));
  const found = judged(300, (second) => ({
    members: [...OLD, ...(second < 10 ? [] : second < 60 ? news : news.map(sick))],
  }));
  t.equal(found.length, 4);
  t.end();
});
