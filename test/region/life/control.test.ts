import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';

import { ask, serveControl } from '../../../region/life/control.ts';
import { homeOf } from '../../../region/life/place.ts';
import { startModelRegion } from '../model-region.ts';

t.test('FAULT-22 a region hears its owner at a socket of its own', async (t) => {
  const model = await startModelRegion();
  t.teardown(() => model.close());
  // A socket's path must be short.
  const folder = mkdtempSync(join(tmpdir(), 'region-'));
  t.teardown(() => {
    rmSync(folder, { recursive: true });
  });
  const home = { ...homeOf('eu-test-1'), control: join(folder, 'control') };
  await t.rejects(ask(home, { kind: 'show' }), {
    code: 'region-unreachable',
    next: 'bakeroll region up eu-test-1',
  });
  let saved = 0;
  const control = await serveControl(model.region, home, () => (saved += 1));
  t.teardown(() => control.close());
  const order = { kind: 'no-capacity', words: ['eu-test-1a'], seconds: 60, times: 2 };
  const fault = { id: 'fault-1', kind: 'no-capacity', words: 'eu-test-1a', seconds: 60, times: 2 };
  t.same(await ask(home, { kind: 'break', order }), { kind: 'standing', faults: [fault], switches: {} });
  t.equal(saved, 1);
  await t.rejects(ask(home, { kind: 'break', order: { kind: 'weather' } }), {
    code: 'usage',
    message: /^A fault is one of /,
    next: 'bakeroll region kinds',
  });
  await t.rejects(ask(home, { kind: 'switch', name: 'pending-protection', value: 'maybe' }), {
    code: 'usage',
  });
  await ask(home, { kind: 'switch', name: 'pending-protection', value: 'taken' });
  await ask(home, { kind: 'heal', which: 'no-capacity' });
  t.same(await ask(home, { kind: 'show' }), {
    kind: 'standing',
    faults: [],
    switches: { 'pending-protection': 'taken' },
  });
});
