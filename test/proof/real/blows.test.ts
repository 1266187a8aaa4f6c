import { readFileSync } from 'node:fs';
import t from 'tap';

import { EXIT } from '../../../cli/exit.ts';
import { isKind, KINDS } from '../../../region/faults/kinds.ts';
import { SAYS } from './blow.ts';
import { BLOWS } from './blows.ts';
import { faultsPage } from './page.ts';
import { PAGE } from './write-page.ts';

t.test('every kind of fault of the region strikes a roll, once or more', (t) => {
  for (const kind of Object.keys(KINDS).filter(isKind))
    t.ok(
      BLOWS.some((blow) => blow.kind === kind),
      kind,
    );
  t.end();
});

t.test('each is named once, by its kind first, and ends with a code that there is', (t) => {
  const names = BLOWS.map(({ name }) => name);
  t.strictSame(names, [...new Set(names)]);
  for (const { name, kind, exits } of BLOWS) {
    t.equal(name.split('.')[0], kind);
    t.notMatch(name, /\s/);
    for (const exit of exits) t.ok(Object.values<number>(EXIT).includes(exit), `${name}: ${exit}`);
  }
  t.end();
});

t.test('the moments are told from what the driver says', (t) => {
  const lines = {
    beginning: 'roll     begins: 6 asked for, template version 3',
    launching: 'roll     launches 3 instances of version 4 in eu-local-1a',
    proving: 'roll     waits for i-0123 and 5 more to be proven: healthy 1 of 2 times (at most 5 s)',
    draining: 'roll     waits for i-0123, i-0456 to drain (at most 10 min)',
  };
  for (const [moment, said] of Object.entries(SAYS)) {
    const those = Object.entries(lines).filter(([, line]) => said.test(line));
    t.strictSame(
      those.map(([name]) => name),
      [moment],
    );
  }
  t.end();
});

t.test('docs/faults.md is the page that they make', (t) => {
  t.equal(readFileSync(PAGE, 'utf8'), faultsPage(), 'node test/proof/real/write-page.ts makes it current');
  t.end();
});
