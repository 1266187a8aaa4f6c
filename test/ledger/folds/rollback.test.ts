import t from 'tap';
import type { Recorded } from '../../../ledger/facts.ts';
import { rollbackTarget, type RollbackTarget } from '../../../ledger/folds/rollback.ts';
import { rolls } from '../../../ledger/folds/rolls.ts';
import { lastProven, status } from '../../../ledger/folds/status.ts';
import { story } from '../story.ts';

const table: { name: string; after: string[]; target: RollbackTarget }[] = [
  { name: 'nothing ever ran', after: [], target: { kind: 'none', proven: [] } },
  { name: 'only one release ran', after: ['roll v1 -> 0'], target: { kind: 'none', proven: [1] } },
  {
    name: 'two releases ran, one after the other',
    after: ['roll v41 -> 0', 'roll v42 -> 0'],
    target: { kind: 'to', leaving: 42, release: 41 },
  },
  {
    name: 'the last roll left something to tidy, which is proven all the same',
    after: ['roll v41 -> 10', 'roll v42 -> 10'],
    target: { kind: 'to', leaving: 42, release: 41 },
  },
  {
    name: 'a release between was never proven',
    after: ['roll v40 -> 0', 'roll v41 -> 8', 'roll v42 -> 0'],
    target: { kind: 'to', leaving: 42, release: 40 },
  },
  {
    name: 'the last roll is under way, or its runner was killed',
    after: ['roll v41 -> 0', 'roll v42'],
    target: { kind: 'to', leaving: 42, release: 41 },
  },
  {
    name: 'the last roll rests',
    after: ['roll v41 -> 0', 'roll v42 -> 12'],
    target: { kind: 'to', leaving: 42, release: 41 },
  },
  {
    name: 'the last roll left the fleet mixed',
    after: ['roll v41 -> 0', 'roll v42 -> 9'],
    target: { kind: 'to', leaving: 42, release: 41 },
  },
  {
    name: 'the last roll went back by itself',
    after: ['roll v40 -> 0', 'roll v41 -> 0', 'roll v42 -> 8'],
    target: { kind: 'already', leaving: 42, release: 41, further: 40 },
  },
  {
    name: 'the last roll was refused before it changed anything',
    after: ['roll v40 -> 0', 'roll v41 -> 0', 'roll v42 -> 3'],
    target: { kind: 'to', leaving: 41, release: 40 },
  },
  {
    name: 'it is typed twice',
    after: ['roll v40 -> 0', 'roll v41 -> 0', 'roll v42 -> 0', 'rollback v41 from v42 -> 0'],
    target: { kind: 'already', leaving: 42, release: 41, further: 40 },
  },
  {
    name: 'it is typed twice, and there is nothing further',
    after: ['roll v41 -> 0', 'roll v42 -> 0', 'rollback v41 from v42 -> 0'],
    target: { kind: 'already', leaving: 42, release: 41 },
  },
  {
    name: 'the rollback itself went back',
    after: ['roll v41 -> 0', 'roll v42 -> 0', 'rollback v41 from v42 -> 8'],
    target: { kind: 'to', leaving: 42, release: 41 },
  },
  {
    name: 'the rollback was killed',
    after: ['roll v41 -> 0', 'roll v42 -> 0', 'rollback v41 from v42'],
    target: { kind: 'to', leaving: 42, release: 41 },
  },
  {
    name: 'a roll that never ended was rolled back from, and it is typed again',
    after: ['roll v40 -> 0', 'roll v41 -> 0', 'roll v42', 'rollback v41 from v41 -> 0'],
    target: { kind: 'already', leaving: 42, release: 41, further: 40 },
  },
  {
    name: 'a named rollback went further',
    after: [
      'roll v40 -> 0',
      'roll v41 -> 0',
      'roll v42 -> 0',
      'rollback v41 from v42 -> 0',
      'rollback v40 from v41 -> 0',
    ],
    target: { kind: 'already', leaving: 42, release: 40 },
  },
  {
    name: 'a release came after a rollback: what was rolled back from is passed over',
    after: ['roll v41 -> 0', 'roll v42 -> 0', 'rollback v41 from v42 -> 0', 'unlock', 'roll v43 -> 0'],
    target: { kind: 'to', leaving: 43, release: 41 },
  },
  {
    name: 'an earlier release was rolled forward again',
    after: ['roll v41 -> 0', 'roll v42 -> 0', 'roll v41 -> 0'],
    target: { kind: 'to', leaving: 41, release: 42 },
  },
  {
    name: 'a rollback that was refused before it changed anything gave nothing up',
    after: ['roll v41 -> 0', 'roll v42 -> 0', 'rollback v41 from v42 -> 3', 'roll v43 -> 0'],
    target: { kind: 'to', leaving: 43, release: 42 },
  },
  {
    name: 'what it would go back to was given up, by name',
    after: [
      'roll v41 -> 0',
      'roll v42 -> 0',
      'rollback v40 from v41 -> 0',
      'rollback v39 from v40 -> 8',
      'roll v43 -> 0',
    ],
    target: { kind: 'to', leaving: 43, release: 42 },
  },
];

for (const { name, after, target } of table)
  t.test(`rollback when ${name}`, (t) => {
    t.same(rollbackTarget(story(...after)), target);
    t.end();
  });

/** A rollback as the driver records it: `from` is what serves. */
function rollbackLine(facts: readonly Recorded[], release: number, end: string): string {
  return `rollback v${release} from v${status(facts).serves?.release ?? release}${end}`;
}

/** Every story of up to four lines over three releases. */
function* stories(length: number): Generator<string[]> {
  yield [];
  if (length === 0) return;
  for (const before of stories(length - 1)) for (const line of nextLines(before)) yield [...before, line];
}

function nextLines(before: readonly string[]): string[] {
  const facts = story(...before);
  const ends = ['', ' -> 0', ' -> 3', ' -> 8', ' -> 12'];
  const forward = [1, 2, 3].flatMap((release) => ends.map((end) => `roll v${release}${end}`));
  const target = rollbackTarget(facts);
  if (target.kind !== 'to') return [...forward, 'unlock'];
  return [...forward, 'unlock', ...ends.map((end) => rollbackLine(facts, target.release, end))];
}

t.test('whatever happened, a rollback goes to a release that was proven here and never given up', (t) => {
  let seen = 0;
  for (const lines of stories(4)) {
    seen += 1;
    const facts = story(...lines);
    const target = rollbackTarget(facts);
    if (target.kind === 'none') continue;
    const told = lines.join(', ');
    const all = rolls(facts);
    const wasProven = all.some((roll) => roll.release === target.release && roll.standing.at === 'proven');
    if (!wasProven) t.fail(`not proven after ${told}`);
    if (target.release === target.leaving) t.fail(`goes nowhere after ${told}`);
    const wasLeft = all.some(
      ({ kind, from, release, standing }) =>
        kind === 'rollback' &&
        from === target.release &&
        release !== target.release &&
        standing.at !== 'untouched',
    );
    if (wasLeft) t.fail(`goes back to what was given up after ${told}`);
    if (target.kind === 'already' && lastProven(all)?.release !== target.release)
      t.fail(`says that it stands where it does not after ${told}`);
  }
  t.ok(seen > 50_000, `${seen} stories`);
  t.end();
});

t.test('whatever happened, typing rollback again after it went well changes nothing and says so', (t) => {
  for (const lines of stories(3)) {
    const target = rollbackTarget(story(...lines));
    if (target.kind !== 'to') continue;
    const facts = story(...lines, rollbackLine(story(...lines), target.release, ' -> 0'));
    const again = rollbackTarget(facts);
    if (again.kind !== 'already' || again.release !== target.release)
      t.fail(`goes on after ${lines.join(', ')}`);
    if (status(facts).frozen === undefined) t.fail(`not frozen after ${lines.join(', ')}`);
  }
  t.end();
});
