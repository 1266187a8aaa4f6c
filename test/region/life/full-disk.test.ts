import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';

import { fileEvents } from '../../../region/events.ts';
import { keeper } from '../../../region/life/keep.ts';
import { actionsByService, emptyState } from '../../../region/life/model.ts';
import { createServer } from '../../../region/protocol/server.ts';
import { virtualClock } from '../../../region/simulated/clock.ts';
import { openStore } from '../../../region/store.ts';
import { startEc2 } from '../ec2/scenario.ts';
import { ec2, send } from '../protocol/raw.ts';

const FULL = /ENOSPC/;

t.test('OPS-5 on a full disk the state that was kept stays whole, and is kept when there is room', (t) => {
  const folder = smallDisk(t);
  const path = join(folder, 'state.json');
  const store = openStore(path);
  const state = emptyState();
  store.save(state);
  const before = readFileSync(path, 'utf8');
  const free = fill(folder);
  state.ec2.layers.push('a'.repeat(100_000));
  t.throws(() => {
    store.save(state);
  }, FULL);
  t.equal(readFileSync(path, 'utf8'), before);
  t.notOk(readdirSync(folder).includes('state.json.new'));
  free();
  store.save(state);
  t.same(openStore(path).load(), state);
  t.end();
});

t.test(
  'OPS-6 a call whose change cannot be kept is answered with an error, and the region goes on',
  async (t) => {
    const r = await startEc2(t);
    t.capture(console, 'error', () => undefined);
    let full = true;
    const save = () => {
      if (full) throw new Error('ENOSPC: no space left on device, write');
    };
    const server = createServer({ region: r.region, actionsByService, accessKey: r.accessKey, save });
    t.teardown(() => server.close());
    const full1 = { ...r, endpoint: `http://127.0.0.1:${await server.listen(0)}` };
    const refused = await send(full1, ec2('CreateKeyPair', '&KeyName=ours&KeyType=ed25519'));
    t.equal(refused.status, 500);
    t.match(refused.body, /InternalError.*cannot keep its state.*ENOSPC/s);
    full = false;
    t.equal((await send(full1, ec2('CreateKeyPair', '&KeyName=another&KeyType=ed25519'))).status, 200);
  },
);

t.test('OPS-7 what the region does by itself is kept as soon as there is room, and said once', async (t) => {
  const said = t.capture(console, 'error', () => undefined);
  const clock = virtualClock();
  let [room, kept] = [false, 0];
  const keep = keeper(() => {
    if (!room) throw new Error('ENOSPC');
    kept += 1;
  }, clock);
  keep.soon();
  keep.soon();
  await clock.pass(5);
  t.throws(() => {
    keep.now();
  }, FULL);
  t.equal(said().length, 1);
  room = true;
  await clock.pass(1);
  t.equal(kept, 1);
  await clock.pass(60);
  t.equal(kept, 1);
});

t.test('OPS-8 an event that has no room is lost whole', (t) => {
  const folder = smallDisk(t);
  t.capture(console, 'error', () => undefined);
  const path = join(folder, 'events.ndjson');
  const log = fileEvents(path, virtualClock());
  const event = (group: string) => ({ type: 'sizes' as const, group, min: 0, max: 1, desired: 0 });
  log.record(event('first'));
  const free = fill(folder);
  log.record(event('x'.repeat(100_000)));
  free();
  log.record(event('last'));
  const groups = readFileSync(path, 'utf8').trimEnd().split('\n').map(groupIn);
  t.same(groups, ['first', 'last']);
  t.end();
});

function groupIn(line: string): string {
  return (JSON.parse(line) as { group: string }).group;
}

/** A disk of 256 KiB, gone with the test. */
function smallDisk(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder]);
  t.teardown(() => {
    execFileSync('umount', [folder]);
    rmdirSync(folder);
  });
  return folder;
}

/** Takes nearly all of a disk's room. @returns what gives it back */
function fill(folder: string): () => void {
  const path = join(folder, 'filler');
  writeFileSync(path, Buffer.alloc(200 * 1024));
  return () => {
    rmSync(path);
  };
}
