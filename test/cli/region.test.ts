import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import t from 'tap';

import { regionBreak, regionDown, regionHeal, regionStatus, regionUp } from '../../cli/region.ts';
import { realWorld } from '../../world/real.ts';

t.setTimeout(120_000);

const NAME = 'test-cli';
const world = realWorld(() => undefined);
const state = t.testdir();
process.env['XDG_STATE_HOME'] = state;
const kept = join(state, 'bakeroll', 'regions', `${NAME}.json`);
t.teardown(() => regionDown(world, NAME));

t.test('a region that is up is kept for its user, who alone may read it, until it is down', async (t) => {
  const report = await regionUp(world, { name: NAME });
  if (report.kind !== 'up') throw new Error(`it is ${report.kind}`);
  const { name, endpoint, accessKeyId, secretAccessKey, other } = report;
  const record: unknown = JSON.parse(readFileSync(kept, 'utf8'));
  t.match(record, { name, endpoint, accessKeyId, secretAccessKey }, 'what the product reads');
  t.match(record, { accountId: '000000000000', other, regions: ['test-cli', 'test-cli-2'] });
  t.match(other, { accountId: '111111111111', accessKeyId: /^AKIA/ });
  t.not(other.accessKeyId, accessKeyId);
  t.equal(statSync(kept).mode & 0o777, 0o600);
  t.match(await regionStatus(world, NAME), { kind: 'up', endpoint });
  const kms = { kind: 'kms', times: 2 };
  t.match(await regionBreak(world, NAME, ['kms'], { seconds: 60, times: 2 }), { faults: [kms] });
  t.match(await regionStatus(world, NAME), { faults: [kms] });
  await t.rejects(regionBreak(world, NAME, ['weather'], { seconds: undefined, times: undefined }), {
    code: 'usage',
    what: /^A fault is one of bad-health/,
  });
  t.match(await regionHeal(world, NAME, []), { faults: [] });
  t.same(await regionDown(world, NAME), { kind: 'down', name: NAME });
  t.notOk(existsSync(kept));
});

t.test('what the region refuses is said as a failure, with what to do', async (t) => {
  await t.rejects(regionUp(world, { name: 'No Name' }), {
    name: 'Failure',
    code: 'usage',
    next: /eu-local-1/,
  });
});

t.test('a computer without its tools cannot have a region', async (t) => {
  const path = process.env['PATH'];
  process.env['PATH'] = '/nowhere';
  t.teardown(() => (process.env['PATH'] = path));
  await t.rejects(regionUp(world, { name: NAME }), { code: 'tool-missing', what: /haproxy/ });
});
