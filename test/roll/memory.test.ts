import t from 'tap';
import type { RollFact } from '../../roll/facts.ts';
import type { Fleet, Member } from '../../roll/fleet.ts';
import { recall } from '../../roll/fold.ts';
import { BLANK, type Memory } from '../../roll/memory.ts';
import { see } from '../../roll/see.ts';
import { goalTo } from './run-roll.ts';

const START = Date.UTC(2026, 10, 21, 8);
const GROUP = {
  ...{ min: 1, max: 6, desired: 1, grace: 0, rebalanceSuspended: false, places: [] },
  template: { id: 'lt-1', version: 7 },
};
const MEMBER: Member = {
  ...{ id: 'i-1', zone: 'a', version: 8, image: 'ami-new', life: 'serving', healthy: true },
  ...{ reason: undefined, crashed: undefined, protected: false },
};

/** What is around a group that nothing happens to. */
const QUIET = { activities: [], alarms: [], refresh: undefined, tags: {} };

/** Looks at one instance so many seconds after the start, each time in the state given. */
function looks(...seen: readonly (readonly [number, Partial<Member> | undefined])[]): Memory {
  return seen.reduce<Memory>((memory, [seconds, parts]) => {
    const members = parts === undefined ? [] : [{ ...MEMBER, ...parts }];
    const fleet: Fleet = { at: START + seconds * 1000, group: GROUP, members, ...QUIET };
    return see(memory, fleet, goalTo());
  }, BLANK);
}

const sightingOf = (memory: Memory) => memory.sightings.get('i-1');

t.test('samples are healthy looks at least a health-check interval apart', (t) => {
  // The interval is 5 s: the looks at 0, 5 and 11 count.
  const memory = looks([0, {}], [3, {}], [5, {}], [9, {}], [11, {}]);
  t.match(sightingOf(memory), { samples: 3, healthySince: START });
  t.end();
});

t.test('one unhealthy look takes all samples away', (t) => {
  const sick = looks([0, {}], [5, {}], [10, { healthy: false }], [15, { healthy: false }]);
  t.match(sightingOf(sick), { samples: 0, healthySince: undefined, unhealthySince: START + 10_000 });
  const well = looks([0, {}], [5, {}], [10, { healthy: false }], [15, {}]);
  t.match(sightingOf(well), { samples: 1, healthySince: START + 15_000, unhealthySince: undefined });
  t.end();
});

t.test('one that was never healthy has not turned unhealthy', (t) => {
  const memory = looks(
    [0, { life: 'coming', healthy: false }],
    [5, { healthy: false }],
    [10, { healthy: false }],
  );
  t.match(sightingOf(memory), { first: START, servingSince: START + 5_000, unhealthySince: undefined });
  t.end();
});

t.test('looks that do not show an instance are counted, and forgotten when it is there again', (t) => {
  t.match(sightingOf(looks([0, {}], [5, undefined], [10, undefined])), { missing: 2 });
  t.match(sightingOf(looks([0, {}], [5, undefined], [10, {}])), { missing: 0 });
  t.end();
});

t.test('the drain is timed from the first look that shows the last one leaving', (t) => {
  const leaving = { life: 'leaving', healthy: false } as const;
  t.equal(sightingOf(looks([0, {}], [5, leaving], [10, leaving]))?.leavingSince, START + 5_000);
  t.equal(sightingOf(looks([0, {}], [5, {}]))?.leavingSince, undefined);
  t.end();
});

t.test('facts fold into what a driver has to know', (t) => {
  const order = { zone: 'a', subnet: 's', count: 1, version: 8 };
  const facts: RollFact[] = [
    { type: 'version-made', version: 8 },
    { type: 'wrote', settings: { min: 3 } },
    { type: 'launching', attempt: 0, ...order },
    { type: 'launching', attempt: 1, ...order },
    { type: 'launched', at: START, attempt: 1, instances: ['i-2'] },
    { type: 'proven', instances: ['i-2'], protect: true },
    { type: 'bad', instance: 'i-3', why: 'dead' },
    { type: 'ending', instance: 'i-3', at: START },
    { type: 'moved' },
  ];
  const memory = facts.reduce(recall, BLANK);
  t.match(memory, { version: 8, wrote: [{ min: 3 }], moved: true, goingBack: undefined, deleted: false });
  t.match(memory.launches, [{ answer: undefined }, { answer: { instances: ['i-2'], refused: undefined } }]);
  t.strictSame(
    [...memory.proven, ...memory.protects, ...memory.bad.keys(), ...memory.ending.keys()],
    ['i-2', 'i-2', 'i-3', 'i-3'],
  );
  t.end();
});

t.test('going back forgets what was proven, and keeps whose protection is to be taken off', (t) => {
  const facts: RollFact[] = [
    { type: 'proven', instances: ['i-2'], protect: true },
    { type: 'going-back', because: 'bad' },
  ];
  const memory = facts.reduce(recall, BLANK);
  t.match(memory, { goingBack: 'bad' });
  t.strictSame([memory.proven.size, [...memory.protects]], [0, ['i-2']]);
  t.end();
});

t.test('a template that is neither found nor made here is strange, once we have written one', (t) => {
  const baseline = {
    template: GROUP.template,
    min: 1,
    max: 6,
    desired: 1,
    grace: 0,
    rebalanceSuspended: false,
    asked: 1,
  };
  const mine = [
    { type: 'baseline', baseline },
    { type: 'version-made', version: 8 },
  ] as const;
  const wrote = { type: 'wrote', settings: { version: 8 } } as const;
  const strange: Fleet = {
    at: START,
    group: { ...GROUP, template: { id: 'lt-1', version: 9 } },
    members: [],
    ...QUIET,
  };
  const other: Fleet = {
    at: START,
    group: { ...GROUP, template: { id: 'lt-2', version: 7 } },
    members: [],
    ...QUIET,
  };
  const after = (facts: readonly RollFact[], fleet: Fleet) =>
    see(facts.reduce(recall, BLANK), fleet, goalTo()).strangeSince;
  t.equal(after(mine, strange), undefined);
  t.equal(after([...mine, wrote], strange), START);
  t.equal(after([...mine, wrote], other), START);
  t.equal(
    after([...mine, wrote], { ...strange, group: { ...GROUP, template: { id: 'lt-1', version: 8 } } }),
    undefined,
  );
  t.equal(after([...mine, wrote], { ...strange, group: GROUP }), undefined);
  t.end();
});
