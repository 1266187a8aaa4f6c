import { readFileSync } from 'node:fs';
import t from 'tap';

import { type Figure, meetsAim } from '../../bench/figure.ts';
import { readResults, type Results } from '../../bench/results.ts';
import { renderTable, withTable } from '../../bench/table.ts';

const BEGIN = '<!-- bench: made from bench/results.json by `npm run bench -- --table` -->';

function results(...figures: Figure[]): Results {
  return { demos: { at: '2026-03-01T10:00:00.000Z', commit: 'abc1234', machine: '2 cores', figures } };
}

t.test('README’s table is the one that bench/results.json makes', (t) => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  t.equal(withTable(readme, readResults()), readme);
  t.end();
});

t.test('a figure is shown with its unit and its aim', (t) => {
  const table = renderTable(
    results(
      { name: 'Demo', value: 81.254, unit: 's', aim: { atMost: 90 } },
      { name: 'Least capacity', value: 3, unit: 'instances', aim: { atLeast: 3 } },
      { name: 'Boot', value: 2, unit: 's' },
    ),
  );
  t.strictSame(table.split('\n'), [
    '| | measured | aim |',
    '|---|---:|---:|',
    '| Demo | 81.25 s | at most 90 s |',
    '| Least capacity | 3 instances | at least 3 instances |',
    '| Boot | 2 s |  |',
    '',
    'Measured on 2026-03-01 at abc1234: 2 cores.',
  ]);
  t.end();
});

t.test('a figure that misses its aim stays, and is marked', (t) => {
  const missed: Figure[] = [
    { name: 'Failed', value: 1, unit: 'requests', aim: { atMost: 0 } },
    { name: 'Capacity', value: 2, unit: 'instances', aim: { atLeast: 3 } },
  ];
  for (const figure of missed) t.equal(meetsAim(figure), false);
  t.match(renderTable(results(...missed)), '| Failed | **1 requests** (missed) | at most 0 requests |');
  t.match(renderTable(results(...missed)), '| Capacity | **2 instances** (missed) | at least 3 instances |');
  t.end();
});

t.test('a place where several were measured is named once', (t) => {
  const one = results({ name: 'a', value: 1, unit: 's' });
  const both = { ...one, rolls: { ...one['demos'], at: '2026-03-01T12:00:00.000Z' } } as Results;
  t.equal(renderTable(both).split('Measured on').length - 1, 1);
  t.end();
});

t.test('without results the table says so', (t) => {
  t.equal(renderTable({}), 'Nothing has been measured yet.');
  t.end();
});

t.test('the table goes between its markers, and nothing else changes', (t) => {
  const text = `before\n${BEGIN}\nold\n<!-- /bench -->\nafter\n`;
  t.equal(withTable(text, {}), `before\n${BEGIN}\nNothing has been measured yet.\n<!-- /bench -->\nafter\n`);
  t.equal(withTable(withTable(text, {}), {}), withTable(text, {}), 'however often');
  for (const without of ['no markers', `${BEGIN}\nno end`, `<!-- /bench -->\n${BEGIN}`])
    t.throws(() => withTable(without, {}), /has no lines/);
  t.end();
});
