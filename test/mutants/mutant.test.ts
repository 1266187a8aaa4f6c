import { globSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { mutantsOf } from './mutant.ts';
import { SUITE } from './suite.ts';
import { sentenceOf } from './verdict.ts';

const changed = (source: string) =>
  mutantsOf('roll/x.ts', source).map(
    ({ start, end, becomes }) => source.slice(0, start) + becomes + source.slice(end),
  );

t.test('each comparison, clause, condition and constant is changed alone', (t) => {
  t.same(changed('const a = b < 3;'), ['const a = b <= 3;', 'const a = b < 4;']);
  t.same(changed('const a = b && !c;'), ['const a = b;', 'const a = !c;', 'const a = b && c;']);
  t.same(changed('if (a) b();'), ['if (false) b();']);
  t.same(changed('const a = b ? c : d;'), ['const a = true ? c : d;', 'const a = false ? c : d;']);
  t.end();
});

t.test('types, imports and texts are left as they are', (t) => {
  t.same(changed("import { a } from './1.ts';\ntype B = 1 | 2;\nconst c: 3 = d;\nconst e = 'x' + f;"), []);
  t.end();
});

t.test('of a table of rules each two neighbours are exchanged', (t) => {
  t.same(changed('const RULES = { a, b, c } as const satisfies T;'), [
    'const RULES = { b, a, c } as const satisfies T;',
    'const RULES = { a, c, b } as const satisfies T;',
  ]);
  t.end();
});

t.test('the same change of the same text is told apart by its number', (t) => {
  const [first, , second] = mutantsOf('roll/x.ts', 'a(b < 3);\na(b < 3);');
  t.match(first, { line: 1, text: 'a(b < 3);', was: '<', becomes: '<=', nth: 0 });
  t.match(second, { line: 2, nth: 1 });
  t.end();
});

t.test('a place is the same for as long as what is declared around it is the same', (t) => {
  const place = (source: string) =>
    mutantsOf('roll/x.ts', source).map(({ around, offset }) => [around, offset])[0];
  const before = place('const b = () => a < c;');
  t.same(place('import x from "y";\n\nconst z = x;\nconst b = () => a < c;'), before);
  t.not(place('const b = () => !!a < c;'), before);
  t.end();
});

t.test('what noticed a mutant is the sentence of the test that failed first', (t) => {
  const tap = [
    '# Subtest: one',
    '    ok 1 - fine',
    'ok 1 - one',
    '# Subtest: two',
    '    # Subtest: two, inside',
    '        not ok 1 - should be equal',
  ];
  t.equal(sentenceOf(tap.join('\n')), 'two');
  t.equal(sentenceOf(tap.slice(0, 5).join('\n')), undefined);
  t.end();
});

t.test(
  "a mutant meets every test of the engine, but for that of the rules' page, which only reads them",
  (t) => {
    const there = globSync('test/roll/*.test.ts', { cwd: join(import.meta.dirname, '..', '..') });
    const met = new Set<string>(Object.values(SUITE).flat());
    t.strictSame(
      there.filter((test) => !met.has(test)),
      ['test/roll/page.test.ts'],
    );
    t.end();
  },
);
