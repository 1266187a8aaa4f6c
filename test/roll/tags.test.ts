import t from 'tap';
import { goalTags, PASSING, phaseTag, servedTag } from '../../roll/tags.ts';
import { goalTo } from './run-roll.ts';

/** AWS takes so many characters in a tag's value. */
const LONGEST = 256;

const IMAGE = `ami-${'0'.repeat(17)}`;
const BEFORE = {
  template: { id: `lt-${'0'.repeat(17)}`, version: 1_000_000 },
  ...{
    min: 10_000,
    max: 10_000,
    desired: 10_000,
    asked: 10_000,
    grace: 1_000_000,
    rebalanceSuspended: false,
  },
};

t.test('every tag fits, filled to its longest', (t) => {
  const goal = goalTo({
    roll: `r-${'0'.repeat(40)}`,
    kind: 'rollback',
    release: `v${Number.MAX_SAFE_INTEGER}`,
    from: `v${Number.MAX_SAFE_INTEGER}`,
    image: IMAGE,
    fence: Number.MAX_SAFE_INTEGER,
  });
  const tags = { ...goalTags(goal, BEFORE), ...servedTag(goal), ...phaseTag('unproven') };
  for (const [name, value] of Object.entries(tags)) t.ok(value.length <= LONGEST, `${name}: ${value.length}`);
  t.end();
});

t.test('the tags say who drives, where to, and what was there before', (t) => {
  t.strictSame(goalTags(goalTo({ image: IMAGE, fence: 4 }), { ...BEFORE, min: 1, max: 6, grace: 0 }), {
    'bakeroll:roll': 'r-1 4 roll 2026-11-21T08:00:00.000Z',
    'bakeroll:goal': `v2 ${IMAGE}`,
    'bakeroll:before': `lt-${'0'.repeat(17)}:1000000 1 6 0 AZRebalance`,
    'bakeroll:phase': 'unproven',
  });
  t.end();
});

t.test('at the end only what served stays', (t) => {
  t.strictSame(
    Object.keys(goalTags(goalTo(), BEFORE)).filter((name) => !PASSING.includes(name)),
    [],
  );
  t.strictSame(servedTag(goalTo({ image: IMAGE })), { 'bakeroll:served': `v2 ${IMAGE}, v1` });
  t.strictSame(servedTag(goalTo({ image: IMAGE, from: undefined })), { 'bakeroll:served': `v2 ${IMAGE}` });
  t.end();
});
