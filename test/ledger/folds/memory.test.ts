import t from 'tap';
import type { Recorded } from '../../../ledger/facts.ts';
import { parseFact } from '../../../ledger/facts.ts';
import { rollFacts } from '../../../ledger/folds/memory.ts';
import type { RollFact as Kept } from '../../../ledger/roll-facts.ts';
import type { RollFact } from '../../../roll/facts.ts';

/** Every fact of the engine; the type of `type` makes leaving one out an error. */
const samples: { readonly [Type in RollFact['type']]: Extract<RollFact, { type: Type }> } = {
  baseline: {
    type: 'baseline',
    baseline: {
      template: { id: 'lt-1', version: 3 },
      min: 2,
      max: 6,
      desired: 3,
      grace: 60,
      rebalanceSuspended: false,
      asked: 3,
      since: 5,
    },
    left: { asked: 4, wrote: [{ grace: 300 }], versions: [2], protects: ['i-3'], standby: ['i-4'] },
  },
  'version-made': { type: 'version-made', version: 4 },
  'version-taken': { type: 'version-taken', version: 2 },
  wrote: { type: 'wrote', settings: { min: 3, grace: 300, version: 4, rebalanceSuspended: true } },
  launching: {
    type: 'launching',
    attempt: 1,
    zone: 'a',
    subnet: 'subnet-1',
    count: 2,
    version: 4,
    by: 'minimum',
    desired: 3,
    at: 6,
    known: ['i-1'],
  },
  launched: {
    type: 'launched',
    at: 7,
    attempt: 1,
    instances: ['i-1'],
    refused: 'InsufficientInstanceCapacity',
  },
  proven: { type: 'proven', instances: ['i-1'], protect: true },
  bad: { type: 'bad', instance: 'i-2', why: 'never healthy' },
  ending: { type: 'ending', instance: 'i-0', at: 9, decrement: true },
  'end-unsure': { type: 'end-unsure', instance: 'i-0' },
  'desired-kept': { type: 'desired-kept' },
  protecting: { type: 'protecting', instances: ['i-0'] },
  asked: { type: 'asked', asked: 4, why: 'a policy scaled out', counted: ['1 3 4'] },
  'step-passed': { type: 'step-passed', step: -1 },
  'step-released': { type: 'step-released', step: 0, by: 'ann' },
  'standing-by': { type: 'standing-by', instances: ['i-0'], at: 10 },
  'calling-back': { type: 'calling-back', instances: ['i-0'], at: 10 },
  'called-back': { type: 'called-back', instances: ['i-0'] },
  warm: { type: 'warm', until: 11 },
  'standby-counts': { type: 'standby-counts', launches: 2 },
  moved: { type: 'moved' },
  'deleting-version': { type: 'deleting-version', version: 4 },
  'going-back': { type: 'going-back', because: 'not healthy', force: true },
  resumed: { type: 'resumed', by: 'anna' },
};

t.test('the ledger keeps every fact of the engine whole', (t) => {
  for (const fact of Object.values(samples)) {
    // Both assignments compile only while ledger/roll-facts.ts says the shapes of roll/facts.ts.
    const kept: Kept = fact;
    const stored: unknown = JSON.parse(JSON.stringify({ fact: kept }));
    const told = parseFact('roll-fact', stored);
    const back: RollFact | undefined = told?.type === 'roll-fact' ? told.fact : undefined;
    t.same(back, fact, fact.type);
  }
  t.end();
});

t.test("a roll remembers its own facts, in their order, and nobody else's", (t) => {
  const recorded = (roll: string, fact: Recorded['fact']): Recorded => ({
    id: 1,
    at: 1,
    environment: 'dev',
    roll,
    fact,
  });
  const facts = [
    recorded('r-1', { type: 'roll-fact', fact: samples.baseline }),
    recorded('r-2', { type: 'roll-fact', fact: samples.moved }),
    recorded('r-1', { type: 'step-began', step: 'roll' }),
    recorded('r-1', { type: 'roll-fact', fact: samples.wrote }),
  ];
  t.same(rollFacts(facts, 'r-1'), [samples.baseline, samples.wrote]);
  t.same(rollFacts(facts, 'r-3'), []);
  t.end();
});

t.test(
  'each group of an environment remembers by itself; a fact without a group is of the one that there was',
  (t) => {
    const about = (group: string | undefined, fact: RollFact): Recorded => ({
      id: 1,
      at: 1,
      environment: 'dev',
      roll: 'r-1',
      fact: { type: 'roll-fact', ...(group === undefined ? {} : { group }), fact },
    });
    const facts = [
      about('web', samples.baseline),
      about('workers', samples.moved),
      about(undefined, samples.wrote),
    ];
    t.same(rollFacts(facts, 'r-1', 'web'), [samples.baseline, samples.wrote]);
    t.same(rollFacts(facts, 'r-1', 'workers'), [samples.moved, samples.wrote]);
    t.equal(rollFacts(facts, 'r-1').length, 3);
    t.end();
  },
);
