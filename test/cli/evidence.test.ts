import t from 'tap';
import { evidenceLines } from '../../cli/evidence.ts';
import { openOutput } from '../../cli/output.ts';
import { tellRolled } from '../../cli/rolled.ts';
import type { Rolled } from '../../release/roll.ts';

const OUTCOME: Rolled['outcome'] = {
  kind: 'went-back',
  because: '3 new instances were bad',
  left: [],
  state: '3 of 3 on v1 healthy.',
  evidence: { 'i-1': ['08:00 bad: its unit ended 3 times', 'HELLO_MOOD is missing', ''].join('\n') },
};

const ROLLED: Rolled = {
  ...{ roll: 'r-1', release: 2, kind: 'roll', from: 1, exit: 8, state: OUTCOME.state, outcome: OUTCOME },
  ...{ evidenceIn: '/state/evidence/2026-11-21/hello.dev.r-1', calls: { reads: 1, writes: 1 } },
};

t.test('a roll that fails shows the last of the first bad instance, and where all of it is', (t) => {
  const silent = { out: () => undefined, err: () => undefined };
  const output = openOutput(silent, { json: false, tool: '0' });
  t.throws(() => tellRolled(output, 'dev', ROLLED), {
    code: 'roll-went-back',
    why: /^likely: i-1 said\n.*\nHELLO_MOOD is missing\n.*: \/state\/.*\/hello\.dev\.r-1\/i-1\.txt$/,
  });
  t.end();
});

t.test('the files of a few are named, and how they are read', (t) => {
  const file = (n: number) => `/state/i-${n}.txt`;
  t.strictSame(evidenceLines('r-1', undefined), []);
  t.strictSame(evidenceLines('r-1', [file(1)]), [
    '  evidence  of r-1: i-1',
    '            less /state/i-1.txt',
  ]);
  t.match(evidenceLines('r-1', [1, 2, 3, 4, 5].map(file)), [
    /: i-1, i-2, i-3 and 2 more$/,
    /i-1/,
    /i-2/,
    /i-3/,
  ]);
  t.end();
});
