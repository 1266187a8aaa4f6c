import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';

import { scratch } from '../bake/checkout.ts';
import { chance } from './chance.ts';
import { keepingIn } from './kept.ts';
import { PAGE, withSection } from './page.ts';
import { bare, combined, type Found, type Part } from './part.ts';
import { PARTS } from './parts.ts';
import { headlineOf, sectionOf } from './summary.ts';

const part: Part = {
  name: 'tried',
  what: 'It is tried.',
  points: ({ runs }) => Array.from({ length: runs }, (_, index) => String(index + 1)),
  open: () => Promise.resolve(bare(() => Promise.resolve({ counts: {}, failures: [] }))),
};

function keptOf(t: Test, ...all: readonly (Found & { readonly commit?: string })[]) {
  const keeping = keepingIn(join(scratch(t), 'proof.ndjson'));
  keeping.plan('tried', { seed: 5, runs: 3 }, false);
  for (const [index, found] of all.entries())
    keeping.keep('tried', String(index + 1), { commit: 'abc1234', seconds: 100, ...found });
  return keeping.of('tried');
}

t.test('its line says how many were run, what was counted, when, where and by which seed', (t) => {
  const kept = keptOf(
    t,
    { counts: { requests: 1000, 'least healthy': 6 }, failures: [] },
    { counts: { requests: 500, 'least healthy': 5 }, failures: [], commit: 'def5678' },
  );
  const today = new Date().toISOString().slice(0, 10);
  t.equal(
    headlineOf(part, kept),
    `**tried**: 2 of 3 points run, all as promised; requests 1,500; least healthy 5. (${today}, at abc1234 (1), def5678 (1), seed 5, 3 min)`,
  );
  t.equal(headlineOf(part, undefined), '**tried**: not run yet.');
  t.end();
});

t.test('what failed is told with what to type to run it alone', (t) => {
  const kept = keptOf(
    t,
    { counts: {}, failures: [], note: 'killed after 2 s' },
    { counts: { requests: 2 }, failures: ['5 were healthy', 'the tags bakeroll:roll are left'] },
  );
  const section = sectionOf(part, kept);
  t.match(section, '2 of 3 points run, **1** as promised');
  t.match(
    section,
    '- **2**: 5 were healthy; the tags bakeroll:roll are left. Alone: `npm run proof -- tried --seed 5 --point 2`',
  );
  t.match(section, '| 1 | ✔ | 100 s | killed after 2 s |\n| 2 | ✖ | 100 s | requests 2 |');
  t.end();
});

t.test('counts are summed up, but for the least and the most', (t) => {
  const all = [
    { requests: 1, 'least healthy': 6, 'most at once': 2 },
    { requests: 2 },
    { 'least healthy': 7 },
  ];
  t.strictSame(combined(all), { requests: 3, 'least healthy': 6, 'most at once': 2 });
  t.end();
});

t.test('a section goes between its own markers, a new one last, and nothing else changes', (t) => {
  const page = 'before\n<!-- proof a -->\nold\n<!-- /proof a -->\n<!-- /proof -->\nafter\n';
  t.equal(withSection(page, 'a', 'new'), page.replace('old', 'new'));
  const added = 'new\n<!-- /proof a -->\n<!-- proof b -->\nB\n<!-- /proof b -->\n<!-- /proof -->\nafter\n';
  t.match(withSection(withSection(page, 'a', 'new'), 'b', 'B'), added);
  t.throws(() => withSection('a page', 'a', 'new'), /has no line/);
  t.end();
});

t.test('every part has its section, and README quotes its line', (t) => {
  const [page, readme] = [PAGE, join(PAGE, '..', '..', 'README.md')].map((path) =>
    readFileSync(path, 'utf8'),
  );
  for (const { name } of PARTS) {
    t.match(page, `<!-- proof ${name} -->\n## ${name}\n`, name);
    t.match(readme, `<!-- proof ${name} -->\n- **${name}**: `, name);
  }
  t.end();
});

t.test('chance is the same for the same words, and spread', (t) => {
  t.equal(chance(5, '12'), chance(5, '12'));
  t.not(chance(5, '12'), chance(6, '12'));
  const drawn = Array.from({ length: 1000 }, (_, index) => chance(1, index));
  t.ok(drawn.every((one) => one >= 0 && one < 1));
  const mean = drawn.reduce((sum, one) => sum + one, 0) / 1000;
  t.ok(Math.abs(mean - 0.5) < 0.05, String(mean));
  t.end();
});
