import t from 'tap';
import { status } from '../../../ledger/folds/status.ts';
import { story } from '../story.ts';

const table: { after: string[]; serves?: number; unfinished?: string; frozen?: string }[] = [
  { after: [] },
  { after: ['roll v1'], unfinished: 'r-1' },
  { after: ['roll v1 -> 0'], serves: 1 },
  { after: ['roll v1 -> 10'], serves: 1 },
  { after: ['roll v1 -> 8'] },
  { after: ['roll v1 -> 0', 'roll v2 -> 8'], serves: 1 },
  { after: ['roll v1 -> 0', 'roll v2 -> 3'], serves: 1 },
  { after: ['roll v1 -> 0', 'roll v2 -> 12'], serves: 1, unfinished: 'r-2' },
  { after: ['roll v1 -> 0', 'roll v2 -> 12', 'roll v2 -> 3'], serves: 1, unfinished: 'r-2' },
  { after: ['roll v1 -> 0', 'roll v2 -> 12', 'roll v3 -> 0'], serves: 3 },
  { after: ['roll v1 -> 0', 'roll v2 -> 9'], serves: 1, unfinished: 'r-2' },
  { after: ['roll v1 -> 0', 'roll v2 -> 0', 'rollback v1 from v2 -> 0'], serves: 1, frozen: 'r-3' },
  { after: ['roll v1 -> 0', 'roll v2 -> 0', 'rollback v1 from v2 -> 8'], serves: 2, frozen: 'r-3' },
  {
    after: ['roll v1 -> 0', 'roll v2 -> 0', 'rollback v1 from v2'],
    serves: 2,
    frozen: 'r-3',
    unfinished: 'r-3',
  },
  { after: ['roll v1 -> 0', 'roll v2 -> 0', 'rollback v1 from v2 -> 3'], serves: 2 },
  { after: ['roll v1 -> 0', 'roll v2 -> 0', 'rollback v1 from v2 -> 0', 'unlock'], serves: 1 },
  { after: ['unlock', 'roll v1 -> 0', 'roll v2 -> 0', 'rollback v1 from v2 -> 0'], serves: 1, frozen: 'r-4' },
];

for (const { after, serves, unfinished, frozen } of table)
  t.test(`after ${after.join(', ') || 'nothing'}`, (t) => {
    const told = status(story(...after));
    t.equal(told.serves?.release, serves, 'what serves');
    t.equal(told.unfinished?.id, unfinished, 'what is unfinished');
    t.equal(told.frozen?.roll, frozen, 'what froze it');
    t.end();
  });

t.test('it says since when, by whom, and what was last', (t) => {
  const told = status(story('roll v1 -> 0', 'rollback v3 from v1 -> 3'));
  t.same(told.serves, { release: 1, image: 'ami-1', since: 120_000 });
  t.equal(told.lastRoll?.id, 'r-2');
  const frozen = status(story('roll v1 -> 0', 'rollback v3 from v1 -> 0')).frozen;
  t.same(frozen, { by: 'anna', since: 180_000, roll: 'r-2' });
  t.end();
});
