import t from 'tap';
import { openOutput } from '../../cli/output.ts';
import { tellRolled, type Wish } from '../../cli/rolled.ts';
import type { Rolled } from '../../release/roll.ts';
import type { RollOutcome } from '../../roll/outcome.ts';

const STATE = '3 of 3 on v1 healthy; desired 3, minimum 3, maximum 6.';
const LEFT = 'the minimum is 3, and was 0: somebody else set it';

/** What a command says of a roll to v2 that ended so. */
function told(wish: Wish, outcome: RollOutcome, kind: Rolled['kind'] = 'roll'): () => number {
  const output = openOutput({ out: () => undefined, err: () => undefined }, { json: false, tool: '1' });
  const ended = { exit: 0, state: STATE, calls: { reads: 1, writes: 1 }, evidenceIn: '/evidence' };
  return () => tellRolled(output, 'dev', { roll: 'r-1', release: 2, kind, from: 1, outcome, ...ended }, wish);
}

function wentBack(...left: string[]): RollOutcome {
  return { kind: 'went-back', because: 'ann aborted it', left, state: STATE, evidence: {} };
}

t.test('an abort that was asked for is done, and ends with 10 where something is left', (t) => {
  t.equal(told('go-back', wentBack())(), 0);
  t.throws(told('go-back', wentBack(LEFT)), {
    code: 'roll-untidy',
    what: `What served before v2 serves, but something is left: ${LEFT}.`,
    next: /bakeroll tidy dev/,
  });
  t.end();
});

t.test('a roll that went back has failed, and what is left is told apart from the state', (t) => {
  t.throws(told('serve', wentBack()), { code: 'roll-went-back', state: STATE });
  t.throws(told('serve', wentBack(LEFT)), { code: 'roll-went-back', state: `${STATE} Left: ${LEFT}.` });
  const paused = { kind: 'paused', because: 'ann paused it', onPurpose: true, evidence: {} } as const;
  t.throws(told('serve', { ...paused, left: [LEFT], state: STATE }), {
    code: 'roll-paused',
    state: `${STATE} Left: ${LEFT}.`,
  });
  t.end();
});

t.test('a rollback that went back says which release one is still on', (t) => {
  t.throws(told('serve', wentBack(), 'rollback'), {
    code: 'roll-went-back',
    state: `Still on v1, the release you wanted to leave. ${STATE}`,
    next: /bakeroll rollback dev TARGET/,
  });
  t.end();
});

t.test('a roll that is done with something left is untidy', (t) => {
  t.throws(told('serve', { kind: 'done', left: [LEFT], state: STATE }), {
    code: 'roll-untidy',
    what: `v2 serves, but something is left: ${LEFT}.`,
  });
  t.end();
});
