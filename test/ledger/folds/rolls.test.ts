import t from 'tap';
import type { Recorded } from '../../../ledger/facts.ts';
import { rolls } from '../../../ledger/folds/rolls.ts';
import { story } from '../story.ts';

for (const [exit, at] of [
  [0, 'proven'],
  [1, 'unfinished'],
  [2, 'untouched'],
  [3, 'untouched'],
  [4, 'untouched'],
  [5, 'untouched'],
  [6, 'untouched'],
  [7, 'untouched'],
  [8, 'went-back'],
  [9, 'unfinished'],
  [10, 'proven'],
  [11, 'unfinished'],
  [12, 'unfinished'],
  [130, 'unfinished'],
  [143, 'unfinished'],
] as const)
  t.test(`a roll whose command ended with ${exit} is ${at}`, (t) => {
    const [roll] = rolls(story(`roll v1 -> ${exit}`));
    t.match(roll?.standing, { at, exit, ended: 120_000, state: `ended with ${exit}` });
    t.end();
  });

t.test('history is in the order in which the rolls began, whichever ended first', (t) => {
  const [first, firstEnd, second, secondEnd] = story('roll v1 -> 0', 'rollback v2 from v1 -> 8');
  const overlapping = [first, second, secondEnd, firstEnd].filter((fact) => fact !== undefined);
  t.same(
    rolls(overlapping).map(({ id, kind, release, standing }) => [id, kind, release, standing.at]),
    [
      ['r-1', 'roll', 1, 'proven'],
      ['r-2', 'rollback', 2, 'went-back'],
    ],
  );
  t.end();
});

t.test('a roll that was paused and is taken up again is one roll, under way', (t) => {
  const began = story('roll v1 -> 12');
  const step: Recorded = {
    id: 9,
    at: 9,
    environment: 'dev',
    roll: 'r-1',
    fact: { type: 'step-ended', step: 'migrate', seconds: 2, outcome: 'done' },
  };
  const [roll, ...others] = rolls([...began, step]);
  t.same(roll?.standing, { at: 'under-way' });
  t.same(roll?.steps, [{ step: 'migrate', seconds: 2, outcome: 'done' }]);
  t.same(others, []);
  const again = rolls([...began, step, ...began.slice(0, 1)]);
  t.same(again.length, 1, 'also when it says again that it began');
  t.end();
});

t.test('history keeps why a roll was begun, where that was said', (t) => {
  const [began] = story('rollback v1 from v2 -> 0');
  if (began?.fact.type !== 'roll-began') throw new Error('a roll begins with its beginning');
  const said: Recorded = { ...began, fact: { ...began.fact, why: 'customers complain' } };
  t.same(
    [began, said].map((fact) => rolls([fact])[0]?.why),
    [undefined, 'customers complain'],
  );
  t.end();
});
