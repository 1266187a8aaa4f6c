import t from 'tap';

import { failuresIn, fileEnd, tally } from './tap-output.ts';

t.test('assertions are counted by the last summary of tap', (t) => {
  t.strictSame(tally('ok 1 - x\n# { total: 3, pass: 3 }\n# time=2ms\n', 0), { passed: 3, failed: 0 });
  t.strictSame(tally('# { total: 9, pass: 9 }\n# { total: 3, pass: 1, fail: 2 }\n', 1), {
    passed: 1,
    failed: 2,
  });
  t.strictSame(tally('# { total: 2, fail: 2 }\n', 1), { passed: 0, failed: 2 });
  t.end();
});

t.test('what is skipped or to be done has not passed', (t) => {
  t.strictSame(tally('# { total: 4, pass: 1, fail: 1, skip: 1, todo: 1 }\n', 1), { passed: 1, failed: 3 });
  t.end();
});

t.test(
  'a run that fails though no assertion does, that breaks off, or that tests nothing, is one failure',
  (t) => {
    t.strictSame(tally('# { total: 3, pass: 3 }\n', 1), { passed: 3, failed: 1 });
    t.strictSame(tally('    ok 1 - half way\n', 137), { passed: 0, failed: 1 });
    t.strictSame(tally('', 0), { passed: 0, failed: 1 });
    t.end();
  },
);

t.test('of what failed, the line and its diagnosis are told, and nothing of what passed', (t) => {
  const output = [
    '# Subtest: test/x.test.ts',
    '    ok 1 - good',
    '    not ok 2 - bad',
    '      ---',
    '      diff: 1',
    '      ...',
    '    1..2',
    'not ok 1 - test/x.test.ts',
    '1..1',
  ];
  t.strictSame(failuresIn(output.join('\n')), [
    '    not ok 2 - bad',
    '      diff: 1',
    'not ok 1 - test/x.test.ts',
  ]);
  t.end();
});

t.test('the end of a test file is told from the end of a test', (t) => {
  t.strictSame(fileEnd('ok 1 - test/a/x.test.ts # time=3ms'), { ok: true, file: 'test/a/x.test.ts' });
  t.strictSame(fileEnd('not ok 2 - test/x.test.ts'), { ok: false, file: 'test/x.test.ts' });
  t.equal(fileEnd('    ok 1 - it reads test/x.test.ts'), undefined);
  t.equal(fileEnd('ok 1 - should be equal'), undefined);
  t.end();
});
