import t from 'tap';
import type { Baseline } from '../../roll/facts.ts';
import { readDescription, readTags } from '../../roll/read-tags.ts';
import {
  askTag,
  descriptionOf,
  frozenTag,
  PASSING,
  phaseTag,
  rollTags,
  servedTag,
  TAG,
  warmTag,
} from '../../roll/tags.ts';
import { goalTo, POLICY } from './run-roll.ts';

/** AWS takes so many characters in a tag's value, and in the description of a version. */
const LONGEST = 256;

const IMAGE = `ami-${'0'.repeat(17)}`;
const IDS = Array.from({ length: 40 }, (_, i) => `i-${String(i).padStart(17, '0')}`);
const HUGE: Baseline = {
  template: { id: `lt-${'0'.repeat(17)}`, version: 1_000_000 },
  ...{ min: 10_000, max: 10_000, desired: 10_000, asked: 10_000, grace: 100_000, since: 1_764_000_000_000 },
  rebalanceSuspended: false,
  spared: IDS,
};
const GOAL = goalTo({
  roll: `r-${'0'.repeat(40)}`,
  kind: 'rollback',
  release: `v${Number.MAX_SAFE_INTEGER}`,
  from: `v${Number.MAX_SAFE_INTEGER}`,
  image: IMAGE,
  fence: Number.MAX_SAFE_INTEGER,
  alone: 'yes',
  policy: { ...POLICY, max: 'raise', deadline: { ...POLICY.deadline, healthy: 999_999_000 } },
});
const OVER = Array.from({ length: 30 }, (_, i) => 1_000_001 + i);
const WHY = 'deadline.healthy: '.repeat(40);

const FILLED = {
  ...rollTags(
    GOAL,
    { baseline: HUGE, over: OVER, takes: 1_000_000 },
    { at: 'back', version: 1_000_000, why: WHY },
  ),
  ...servedTag(GOAL),
  ...frozenTag(GOAL),
  ...warmTag(0, HUGE),
  ...askTag({ kind: 'abort', by: 'a person of a long name '.repeat(20), force: true }, GOAL.roll, 0),
};

t.test('there are eight tags at most, and each fits, filled to its longest', (t) => {
  t.strictSame(Object.keys(FILLED).toSorted(), Object.values(TAG).toSorted());
  t.equal(Object.keys(FILLED).length, 8);
  for (const [name, value] of Object.entries(FILLED))
    t.ok(value.length <= LONGEST, `${name}: ${value.length}`);
  const description = descriptionOf(GOAL, { baseline: HUGE, over: OVER }, 999_999);
  t.ok(description.length < LONGEST, `the description: ${description.length}`);
  t.end();
});

t.test('filled to its longest, each but a too long name is understood again', (t) => {
  const { strange, before, phase, ...read } = readTags({
    ...FILLED,
    ...askTag({ kind: 'pause', by: 'anna' }, 'r-1', 0),
  });
  t.strictSame(strange, []);
  t.match(read, {
    roll: { id: GOAL.roll, fence: Number.MAX_SAFE_INTEGER, kind: 'rollback', alone: true, began: GOAL.began },
    goal: { release: GOAL.release, image: IMAGE, from: GOAL.from, takes: 1_000_000 },
    ask: { roll: 'r-1', ask: { kind: 'pause', by: 'anna' } },
    served: { release: GOAL.release, image: IMAGE, roll: GOAL.roll, alone: true, from: GOAL.from },
    frozen: { roll: GOAL.roll, since: GOAL.began },
    warm: { until: 0, spared: 'many' },
  });
  t.match(before, { desired: 10_000, suspends: true, raises: true, sets: 999_999, spared: 'many' });
  t.strictSame(
    before?.over,
    [1_000_030, 1_000_029, 1_000_028, 1_000_027],
    'of what dead rolls left the newest four',
  );
  t.match(phase, { at: 'back', version: 1_000_000, why: /^deadline.healthy/ });
  t.end();
});

const SMALL: Baseline = {
  ...{ template: { id: 'lt-1', version: 3 }, min: 1, max: 6, desired: 3, asked: 3, grace: 0 },
  rebalanceSuspended: false,
};

t.test('the tags say who drives, where to, and what was there before', (t) => {
  const goal = goalTo({ image: IMAGE, fence: 4 });
  t.strictSame(rollTags(goal, { baseline: SMALL }, { at: 'unproven' }), {
    'bakeroll:roll': 'r-1 4 roll 2026-11-21T08:00:00.000Z',
    'bakeroll:goal': `v2 ${IMAGE} from v1`,
    'bakeroll:before': 'lt-1:3 1 6 0 AZRebalance desired=3 asked=3 grace=300',
    'bakeroll:phase': 'unproven',
  });
  const rested = { ...SMALL, grace: 600, rebalanceSuspended: true, spared: ['i-1', 'i-2'] };
  t.equal(
    rollTags(goal, { baseline: rested }, { at: 'proven' })['bakeroll:before'],
    'lt-1:3 1 6 600 desired=3 asked=3 spared=i-1,i-2',
    'what is not changed is not named, and who is not the roll’s is',
  );
  t.end();
});

t.test('a version says the roll that made it, and what the group was before', (t) => {
  const text = descriptionOf(goalTo({ fence: 9 }), { baseline: SMALL }, 5);
  t.equal(
    text,
    'bakeroll r-1 v2, from version 3, made from version 5: lt-1:3 1 6 0 AZRebalance desired=3 asked=3',
  );
  t.match(readDescription(text), {
    roll: 'r-1',
    release: 'v2',
    from: 3,
    before: { min: 1, max: 6, asked: 3 },
  });
  const again = goalTo({ fence: 10, policy: { ...POLICY, max: 'raise' }, alone: 'x' });
  t.equal(
    descriptionOf(again, { baseline: { ...SMALL, since: 7 } }, 5),
    text,
    'whoever asks for it again says the same',
  );
  t.end();
});

t.test('at the end only what served stays, and a freeze', (t) => {
  const all = rollTags(goalTo(), { baseline: SMALL }, { at: 'proven' });
  t.strictSame(
    Object.keys(all).filter((name) => !PASSING.includes(name)),
    [],
  );
  t.strictSame(servedTag(goalTo({ image: IMAGE })), { 'bakeroll:served': `v2 ${IMAGE} r-1, v1` });
  t.strictSame(servedTag(goalTo({ image: IMAGE, from: undefined })), {
    'bakeroll:served': `v2 ${IMAGE} r-1`,
  });
  t.end();
});

t.test('what somebody else wrote is never taken for ours, and is said as a terminal may show it', (t) => {
  const hostile: readonly (readonly [string, string])[] = [
    ['bakeroll:roll', ''],
    ['bakeroll:roll', 'r-1'],
    ['bakeroll:roll', 'r-1 -4 roll 2026-11-21T08:00:00.000Z'],
    ['bakeroll:roll', 'r-1 4 roll 2026-99-99T08:00:00.000Z'],
    ['bakeroll:roll', `r-${'1'.repeat(61)} 4 roll 2026-11-21T08:00:00.000Z`],
    ['bakeroll:roll', 'r-1 4 roll 2026-11-21T08:00:00.000Z\n'],
    ['bakeroll:roll', 'r-1\u001b[2J 4 roll 2026-11-21T08:00:00.000Z'],
    ['bakeroll:goal', 'v2 ami-1; rm -rf / from v1'],
    ['bakeroll:goal', 'v2 snap-1'],
    ['bakeroll:before', 'lt-1:3 1 6 0'],
    ['bakeroll:before', 'lt-1:99999999999999999999 1 6 0 desired=3 asked=3'],
    ['bakeroll:before', 'lt-1:3 -1 6 0 desired=3 asked=3'],
    ['bakeroll:before', 'lt-1:3 1 6 0 desired=1e9 asked=3'],
    ['bakeroll:phase', 'done'],
    ['bakeroll:phase', 'back'],
    ['bakeroll:phase', 'back 4 \u0007why'],
    ['bakeroll:ask', 'abort'],
    ['bakeroll:ask', `abort r-1 2026-11-21T08:00:00.000Z ${'x'.repeat(101)}`],
    ['bakeroll:ask', 'destroy r-1 2026-11-21T08:00:00.000Z anna'],
    ['bakeroll:warm-until', 'for ever'],
    ['bakeroll:frozen', 'yes'],
    ['bakeroll:served', 'v2'],
  ];
  for (const [name, value] of hostile) {
    const { strange, ...read } = readTags({ [name]: value });
    t.strictSame(read, {}, `${name} = ${JSON.stringify(value)}`);
    t.match(strange, [`the tag ${name} is not understood: `]);
    t.match(strange[0], /^[ -~…]*$/, 'no control character is said');
    t.ok((strange[0]?.length ?? 0) < 130);
  }
  t.end();
});

t.test('what people and AWS say is written as a tag can hold it, and without secrets', (t) => {
  const why = 'AWS: \u0000\u001b[31m postgresql://app:hunter22@db/x is refused é';
  const phase = phaseTag({ at: 'back', version: 4, why })[TAG.phase] ?? '';
  t.notMatch(phase, /hunter22/);
  t.match(phase, /^back 4 [ -~]*$/);
  t.end();
});
