import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';

import { leftovers, standing } from './leftovers.ts';

t.test('what came since is left over; what was there, and what went, is not', (t) => {
  const before = new Set(['mount /', 'link lo', 'process postgres (7, started at 1)']);
  const after = new Set(['mount /', 'link lo', 'process postgres (7, started at 2)', 'link br-77']);
  t.strictSame(leftovers(before, after), ['link br-77', 'process postgres (7, started at 2)']);
  t.end();
});

t.test('a program of the kinds that tests start is seen while it runs', async (t) => {
  const program = join(t.testdir(), 'haproxy');
  copyFileSync('/bin/sleep', program);
  const before = standing();
  const child = spawn(program, ['1000']);
  await once(child, 'spawn');
  const seen = leftovers(before, standing()).filter((thing) => thing.includes(`(${child.pid ?? ''},`));
  t.match(seen, [/^process haproxy \(\d+, started at \d+\)$/]);
  t.equal(seen.length, 1);
  child.kill();
  await once(child, 'exit');
  t.strictSame(
    leftovers(before, standing()).filter((thing) => seen.includes(thing)),
    [],
  );
});

t.test('what every machine has is seen: its mounts, its links, its addresses', (t) => {
  const things = standing();
  for (const thing of ['mount /', 'link lo', 'address 127.0.0.1']) t.ok(things.has(thing), thing);
  t.end();
});
