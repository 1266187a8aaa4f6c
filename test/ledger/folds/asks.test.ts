import t from 'tap';
import type { Asked, Fact, Recorded } from '../../../ledger/facts.ts';
import { askOf, heardUntil } from '../../../ledger/folds/asks.ts';
import { rolls } from '../../../ledger/folds/rolls.ts';
import { status } from '../../../ledger/folds/status.ts';
import { story } from '../story.ts';

function asked(ask: Asked['ask'], more: Partial<Asked> & { roll?: string } = {}): Recorded {
  const { roll = 'r-1', ...parts } = more;
  return { id: 1, at: 1, environment: 'dev', roll, fact: { type: 'asked', ask, by: 'anna', ...parts } };
}

const me = { roll: 'r-1', fence: 4 };

t.test('what is asked of another roll, or of a driver before, is not heard', (t) => {
  t.equal(askOf([], me), undefined);
  t.equal(askOf([asked('pause', { roll: 'r-2' })], me), undefined);
  t.equal(askOf([asked('give-way', { fence: 3 })], me), undefined);
  t.match(askOf([asked('give-way', { fence: 4 })], me), { ask: 'give-way' });
  t.end();
});

t.test('of several asks the strongest is obeyed: give way, then abort, then pause', (t) => {
  const all = [asked('abort', { by: 'ben' }), asked('pause'), asked('abort', { force: true })];
  t.match(askOf(all, me), { ask: 'abort', by: 'anna', force: true });
  t.match(askOf([...all, asked('give-way', { fence: 4 })], me), { ask: 'give-way' });
  t.end();
});

t.test("an ask is obeyed once the roll ended, and taken back by a person's word to go on", (t) => {
  const [began] = story('roll v42');
  const tell = (id: number, fact: Fact): Recorded => ({ id, at: id, environment: 'dev', roll: 'r-1', fact });
  const facts = [
    ...(began ? [began] : []),
    tell(2, { type: 'asked', ask: 'pause', by: 'anna' }),
    tell(3, { type: 'roll-ended', outcome: 12, state: 'at rest' }),
    tell(4, { type: 'asked', ask: 'abort', by: 'anna' }),
  ];
  t.equal(heardUntil(facts, 'r-1'), 3);
  const resumed = tell(5, { type: 'roll-fact', fact: { type: 'resumed', by: 'ben' } });
  t.equal(heardUntil([...facts, resumed], 'r-1'), 5);
  t.equal(heardUntil(facts, 'r-2'), 0);
  t.end();
});

t.test('to ask something of a roll that rests does not make it be under way', (t) => {
  const tell = (id: number, fact: Fact): Recorded => ({ id, at: id, environment: 'dev', roll: 'r-1', fact });
  const rests = { because: 'anna paused it', onPurpose: true };
  const facts = [
    ...story('roll v42'),
    tell(2, { type: 'roll-ended', outcome: 12, state: 'at rest', rests }),
    tell(3, { type: 'asked', ask: 'abort', by: 'ben' }),
  ];
  t.match(rolls(facts)[0]?.standing, { at: 'unfinished', exit: 12, rests });
  t.match(status(facts).unfinished, { id: 'r-1' });
  t.end();
});
