import t from 'tap';
import type { Fleet, Member } from '../../roll/fleet.ts';
import { recallTags, type Version, warmIn } from '../../roll/from-tags.ts';
import { recall } from '../../roll/fold.ts';
import { BLANK } from '../../roll/memory.ts';
import { descriptionOf, rollTags, TAG } from '../../roll/tags.ts';
import { goalTo, POLICY } from './run-roll.ts';

const BASELINE = {
  ...{ template: { id: 'lt-1', version: 3 }, min: 1, max: 6, desired: 2, asked: 2, grace: 0 },
  rebalanceSuspended: false,
  since: 1_000,
};
const GOAL = goalTo({ fence: 7 });

const FOUND: Version = { version: 3, image: 'ami-old', description: '' };
const MADE: Version = {
  version: 4,
  image: 'ami-new',
  description: descriptionOf(GOAL, { baseline: BASELINE }),
};

function member(id: string, version: number, parts: Partial<Member> = {}): Member {
  return {
    ...{
      id,
      version,
      zone: 'a',
      image: version === 3 ? 'ami-old' : 'ami-new',
      life: 'serving',
      healthy: true,
    },
    ...{ reason: undefined, crashed: undefined, protected: false },
    ...parts,
  };
}

function fleetOf(
  tags: Fleet['tags'],
  parts: Partial<Fleet['group']> = {},
  members: readonly Member[] = [],
): Fleet {
  return {
    at: 50_000,
    group: {
      ...{
        min: 1,
        max: 6,
        desired: 2,
        grace: 0,
        template: { id: 'lt-1', version: 3 },
        rebalanceSuspended: false,
      },
      places: [],
      ...parts,
    },
    ...{ members, activities: [], alarms: [], refresh: undefined, tags },
  };
}

const tagsAt = (phase: Parameters<typeof rollTags>[2], goal = GOAL) =>
  rollTags(goal, { baseline: BASELINE }, phase);

function memoryOf(fleet: Fleet, versions: readonly Version[] = [FOUND, MADE], policy = POLICY) {
  const recalled = recallTags({ fleet, versions, policy });
  return { recalled, memory: (recalled?.facts ?? []).reduce(recall, BLANK) };
}

t.test('without tags no roll is unfinished', (t) => {
  t.equal(recallTags({ fleet: fleetOf({}), versions: [FOUND, MADE], policy: POLICY }), undefined);
  t.end();
});

t.test('the roll, what was before and the version that it made are known again', (t) => {
  const { recalled, memory } = memoryOf(fleetOf(tagsAt({ at: 'unproven' })));
  t.match(recalled, {
    id: 'r-1',
    fence: 7,
    kind: 'roll',
    release: 'v2',
    image: 'ami-new',
    from: 'v1',
    sure: true,
  });
  t.strictSame(recalled?.doubts, []);
  t.match(memory, {
    baseline: { ...BASELINE, since: 0 },
    version: 4,
    taken: false,
    moved: false,
    goingBack: undefined,
  });
  t.end();
});

t.test(
  'what of the settings is ours: a minimum up to the live desired, the grace that the roll sets, AZRebalance',
  (t) => {
    const tags = tagsAt({ at: 'unproven' });
    const ours = memoryOf(fleetOf(tags, { min: 4, desired: 4, grace: 300, rebalanceSuspended: true })).memory
      .wrote;
    t.ok(ours.some(({ min }) => min === 4) && ours.some(({ grace }) => grace === 300));
    t.ok(ours.some(({ rebalanceSuspended }) => rebalanceSuspended === true));
    const theirs = memoryOf(fleetOf(tags, { min: 0, desired: 4, max: 12, grace: 77 })).memory.wrote;
    t.notOk(
      theirs.some(({ min, max, grace }) => min !== undefined || max !== undefined || grace !== undefined),
    );
    const raising = tagsAt({ at: 'unproven' }, goalTo({ policy: { ...POLICY, max: 'raise' } }));
    t.ok(memoryOf(fleetOf(raising, { max: 8, desired: 4 })).memory.wrote.some(({ max }) => max === 8));
    t.notOk(memoryOf(fleetOf(raising, { max: 9, desired: 4 })).memory.wrote.some(({ max }) => max === 9));
    t.end();
  },
);

t.test('a phase is taken up where it was: proven, or on its way back', (t) => {
  t.match(memoryOf(fleetOf(tagsAt({ at: 'proven' }))).memory, { moved: true, goingBack: undefined });
  t.match(memoryOf(fleetOf(tagsAt({ at: 'back', version: 4, why: 'it was bad' }))).memory, {
    ...{ moved: false, goingBack: 'it was bad', version: 4, deleted: false },
  });
  const after = memoryOf(fleetOf(tagsAt({ at: 'back', version: 4, why: 'it was bad' })), [FOUND]).memory;
  t.match(after, { version: 4, deleted: true }, 'a version that was deleted is not made again');
  t.end();
});

t.test('the canary that was passed stays passed, and so does a step beyond which new ones stand', (t) => {
  const policy = {
    ...POLICY,
    canary: 1,
    steps: [1, 2].map((count) => ({ to: { count }, soak: 0, pause: true })),
  };
  const two = [member('i-3', 4), member('i-4', 4)];
  const { memory } = memoryOf(fleetOf(tagsAt({ at: 'proven' }), { desired: 2 }, two), [FOUND, MADE], policy);
  t.strictSame([...memory.passed], [-1, 0]);
  t.end();
});

t.test('protection and Standby that were there before are somebody else’s', (t) => {
  const baseline = { ...BASELINE, spared: ['i-1', 'i-2'] };
  const version = { ...MADE, description: descriptionOf(GOAL, { baseline }) };
  const members = [
    member('i-1', 3, { protected: true }),
    member('i-2', 3, { life: 'standby' }),
    member('i-3', 3, { life: 'standby' }),
    member('i-4', 4, { protected: true }),
  ];
  const fleet = fleetOf(rollTags(GOAL, { baseline }, { at: 'proven' }), {}, members);
  const { memory } = memoryOf(fleet, [FOUND, version], { ...POLICY, keepWarm: 60_000 });
  t.strictSame([...memory.protects], ['i-4']);
  t.strictSame([...memory.standby], ['i-3']);
  t.equal(memory.warmUntil, 110_000);
  t.end();
});

t.test(
  'where a hostile tag and the version’s description differ, the description counts, and it is said',
  (t) => {
    const tags = { ...tagsAt({ at: 'unproven' }), [TAG.before]: 'lt-1:2 0 99 0 desired=0 asked=0' };
    const { recalled, memory } = memoryOf(fleetOf(tags), [{ ...FOUND, version: 2 }, FOUND, MADE]);
    t.match(memory.baseline, { template: { version: 3 }, min: 1, max: 6, asked: 2 });
    t.match(recalled?.doubts, [/differ in what was before: the description counts/]);
    t.end();
  },
);

t.test('somebody else’s image in a tag is not the roll’s: that of the version which it made is', (t) => {
  const tags = { ...tagsAt({ at: 'unproven' }), [TAG.goal]: 'v2 ami-666 from v1' };
  const { recalled } = memoryOf(fleetOf(tags));
  t.match(recalled, {
    image: 'ami-new',
    sure: true,
    doubts: [/the tags name ami-666, and version 4 has ami-new/],
  });
  t.match(
    memoryOf(fleetOf(tags), [FOUND]).recalled,
    { image: 'ami-666', sure: false },
    'with no version made it is only said',
  );
  t.end();
});

t.test('a version of another template, or one that is not there, is never gone back to', (t) => {
  for (const before of ['lt-9:3 1 6 0 desired=2 asked=2', 'lt-1:99 1 6 0 desired=2 asked=2']) {
    const tags = { ...tagsAt({ at: 'unproven' }), [TAG.before]: before };
    const { recalled } = memoryOf(fleetOf(tags), [FOUND]);
    t.strictSame(recalled?.facts, []);
    t.match(recalled?.doubts, [/is not one of the group's: that is not believed/]);
  }
  t.end();
});

t.test('with every tag gone the description alone is enough, for a roll that a person names', (t) => {
  const fleet = fleetOf({}, { min: 2, desired: 4 });
  const recalled = recallTags({ fleet, versions: [FOUND, MADE], policy: POLICY }, 'r-1');
  t.match(recalled, { id: 'r-1', fence: 0, release: 'v2', image: 'ami-new' });
  t.match((recalled?.facts ?? []).reduce(recall, BLANK), {
    baseline: { min: 1, max: 6, asked: 2 },
    version: 4,
  });
  t.equal(recallTags({ fleet, versions: [FOUND, MADE], policy: POLICY }, 'r-2'), undefined);
  t.end();
});

t.test('what dead rolls left is deleted again, if a roll of ours made it', (t) => {
  const dead = {
    version: 5,
    image: 'ami-dead',
    description: descriptionOf(goalTo({ roll: 'r-0' }), { baseline: BASELINE }),
  };
  const begun = { baseline: BASELINE, over: [3, 5, 6] };
  const version = { ...MADE, version: 7, description: descriptionOf(GOAL, begun) };
  const others = { version: 6, image: 'ami-x', description: 'by hand' };
  const fleet = fleetOf(rollTags(GOAL, begun, { at: 'unproven' }));
  t.strictSame(memoryOf(fleet, [FOUND, dead, others, version]).memory.orphans, [5]);
  t.end();
});

t.test('those that wait in Standby are known by the tag that says until when', (t) => {
  const members = [
    member('i-1', 3, { life: 'standby' }),
    member('i-2', 3, { life: 'standby' }),
    member('i-3', 4),
  ];
  const tags = { [TAG.warm]: '2026-11-21T08:00:00.000Z but i-1' };
  t.strictSame(warmIn(fleetOf(tags, {}, members)), {
    instances: ['i-2'],
    until: Date.UTC(2026, 10, 21, 8),
    template: { id: 'lt-1', version: 3 },
  });
  t.equal(
    warmIn(fleetOf({}, {}, members)),
    undefined,
    'without it whoever is there was put there by a person',
  );
  t.end();
});
